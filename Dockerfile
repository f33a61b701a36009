# The enforcement service. docs/operations.md says how it is started; compose.yaml starts two of it.
# Tags, not digests: pin both by digest where the image is built (`docker buildx imagetools inspect`).
ARG BUILD=docker.io/library/node:24.21.0-trixie-slim
# Distroless has no versions among its tags: of this one the digest alone says which it is.
ARG RUNTIME=gcr.io/distroless/nodejs24-debian13:nonroot

FROM ${BUILD} AS build
ENV TURBO_TELEMETRY_DISABLED=1
WORKDIR /troth
COPY . .
RUN npm ci
RUN npx turbo run build --filter=@troth/service --filter=@troth/cli
# What only tests and builds need does not leave this stage.
RUN npm prune --omit=dev
RUN find apps packages -type d -name src -prune -exec rm -rf {} +

FROM ${RUNTIME}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /troth
COPY --from=build /troth/node_modules node_modules
COPY --from=build /troth/packages packages
COPY --from=build /troth/apps/cli apps/cli
COPY --from=build /troth/apps/service apps/service
COPY --from=build /troth/policy policy
COPY --from=build /troth/examples/platform/data-map examples/platform/data-map
COPY --from=build /troth/examples/platform/prisma/schema.prisma examples/platform/prisma/schema.prisma
# The account of distroless that is nobody's: nothing below /troth is its own.
USER 65532:65532
VOLUME /data
EXPOSE 3000
# Liveness of a container is its process; this asks whether it may be sent requests.
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --retries=3 \
  CMD ["/nodejs/bin/node", "apps/service/bin/ready.js"]
# The process itself is the first one: it gets SIGTERM and drains.
CMD ["apps/service/bin/start.js"]
