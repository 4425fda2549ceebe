# Node's current long-term support line; Courant itself runs from 20.19 on.
ARG NODE=24-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
# The list of packages comes last: as long as others are named for development, npm gives a wrong one, or none.
RUN npm run build && npm prune --omit=dev --ignore-scripts \
    && npm pkg delete devDependencies && npm sbom --sbom-format cyclonedx > sbom.json

FROM node:${NODE}
LABEL org.opencontainers.image.title="Courant" \
      org.opencontainers.image.description="Turns a folder of articles into RSS 2.0, Atom 1.0 and JSON Feed, and serves them" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="0.1.0"
# What compression and start took of memory goes back to the system, where glibc would keep a quarter of it at hand.
ENV MALLOC_ARENA_MAX=1 \
    MALLOC_MMAP_THRESHOLD_=131072 \
    MALLOC_TRIM_THRESHOLD_=131072
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    COURANT_DATA=/data
WORKDIR /app
COPY --from=build /app/package.json /app/sbom.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY styles ./styles
COPY LICENSE ./
# Numeric, so that orchestrators can see that it is not root; Debian's node image knows it as "node".
RUN mkdir -p /articles /data && chown 1000:1000 /data
USER 1000:1000
VOLUME ["/articles", "/data"]
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "dist/main.js", "healthcheck"]
ENTRYPOINT ["node", "dist/main.js"]
CMD ["serve", "/articles"]
