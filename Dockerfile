# Chorus's image; docs/operations.md, "The image", says what it is and how it is started.
# Layers go from what rarely changes to what every build changes: Java, the libraries of others, what is ours.

FROM maven:3.9.9-eclipse-temurin-17 AS maven
FROM node:22.14.0-bookworm-slim AS node

# Java by itself, so that no change of the program makes it anew.
FROM eclipse-temurin:17.0.15_6-jdk-jammy AS java
COPY image/jre /build/image/jre
RUN /build/image/jre /image/java

FROM java AS program
COPY --from=maven /usr/share/maven /usr/share/maven
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s /usr/share/maven/bin/mvn /usr/local/bin/mvn \
  && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/cache \
  npm_config_cache=/cache/npm mvn -B -ntp -Dmaven.repo.local=/cache/maven package -DskipTests -pl server -am
RUN image/layers server/target/chorus /image

FROM debian:12.11-slim
LABEL org.opencontainers.image.title="Chorus" \
  org.opencontainers.image.description="A self-hosted real-time messaging and state-sync cluster" \
  org.opencontainers.image.version="0.1.0" \
  org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --gid 10001 chorus \
  && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/chorus --shell /usr/sbin/nologin chorus \
  && install --directory --owner 10001 --group 10001 --mode 0750 /var/lib/chorus
COPY --from=java /image/java /opt/java
COPY --from=program /image/libraries /opt/chorus
COPY --from=program /image/program /opt/chorus

# Below the volume and not the volume itself: the program closes its folder to others, which only its owner can.
ENV PATH=/opt/chorus/bin:/usr/local/bin:/usr/bin:/bin \
  LANG=C.UTF-8 \
  CHORUS_HOST=0.0.0.0 \
  CHORUS_PORT=8080 \
  CHORUS_DATA=/var/lib/chorus/data
# Clients; health and metrics, Hazelcast and the event bus where options say so.
EXPOSE 8080 9090 5701 5702
WORKDIR /var/lib/chorus
# By number: Kubernetes cannot tell from a name that it is not root.
USER 10001:10001
ENTRYPOINT ["chorus"]
CMD ["up"]
