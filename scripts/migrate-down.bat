@echo off
cd /d "%~dp0.."
npm run --silent migrate-down -- %*
