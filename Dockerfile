# syntax=docker/dockerfile:1
# Only the binary and what backups need, run by nobody in particular. There is no Postgres in here: DATABASE_URL is required.
FROM rust:1-bookworm AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --bin pratfall \
    && install -D target/release/pratfall /out/pratfall \
    && install -d -m 0700 -o 10001 -g 10001 /out/data

FROM debian:bookworm-slim
# pg_dump and pg_restore, for backups: as new as the server. And the authorities that a database on another machine may be known to.
RUN apt-get update && apt-get install --yes --no-install-recommends postgresql-client ca-certificates \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /out/pratfall /pratfall
COPY --from=build --chown=10001:10001 /out/data /data
USER 10001:10001
WORKDIR /data
ENV PRATFALL_DATA=/data \
    PRATFALL_BIND=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["/pratfall", "healthcheck"]
ENTRYPOINT ["/pratfall"]
CMD ["serve"]
