package io.cloister.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

@Running
class OpenApiTests {

  @LocalServerPort int port;
  @Autowired JsonMapper json;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  @Test
  void theDescriptionHasEveryCallAndNoOther() {
    var document = json.readTree(Caller.admin(port).get("/api/openapi.json").body());
    assertThat(document.get("openapi").asString()).startsWith("3.1");
    var described = new TreeSet<String>();
    document
        .get("paths")
        .propertyStream()
        .forEach(path ->
            path.getValue()
                .propertyNames()
                .forEach(method ->
                    described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    var served =
        mappings.getHandlerMethods().entrySet().stream()
            .filter(entry ->
                entry.getValue().getBeanType().getPackageName().startsWith("io.cloister.api"))
            .flatMap(entry ->
                entry.getKey().getPatternValues().stream()
                    .filter(path -> path.startsWith("/api/") || path.startsWith("/v1/"))
                    .flatMap(path ->
                        entry.getKey().getMethodsCondition().getMethods().stream()
                            .map(method -> method + " " + path)))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(described).isEqualTo(served);
  }
}
