# The bookshop, built from the checkout. Its context is the root: docker build -f observability/bookshop.Dockerfile .
FROM eclipse-temurin:17.0.15_6-jdk-jammy AS build
WORKDIR /narthex
COPY . .
RUN ./mvnw -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true -pl bookshop -am package

FROM eclipse-temurin:17.0.15_6-jre-jammy
RUN useradd --system --no-create-home bookshop
COPY --from=build /narthex/bookshop/target/narthex-bookshop-0.1.0-app.jar /bookshop.jar
USER bookshop
EXPOSE 8000
ENTRYPOINT ["java", "-jar", "/bookshop.jar"]
