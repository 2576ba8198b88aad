# syntax=docker/dockerfile:1
# Stages: build -> run (bot, worker; the default) and playground (with etcd and Redis inside, needs no Slack).

FROM node:22.14.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:22.14.0-bookworm-slim AS base
ENV NODE_ENV=production ADMIN_HOST=0.0.0.0 ADMIN_PORT=8081
WORKDIR /app
# A volume mounted here takes over the owner, so that an unprivileged process can write snapshots.
RUN install -d -o node -g node -m 0700 /var/lib/etcd-chatops
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ADMIN_PORT}/livez`).then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/src/main.js"]

FROM base AS playground
USER root
RUN apt-get update \
  && apt-get install -y --no-install-recommends etcd-server etcd-client redis-server \
  && rm -rf /var/lib/apt/lists/*
USER node
CMD ["playground"]

FROM base AS run
CMD ["start"]
