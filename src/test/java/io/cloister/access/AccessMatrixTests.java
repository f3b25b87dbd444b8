package io.cloister.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.identity.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may do what: performs every line of {@code access-matrix.csv} as nobody, staff, editor and
 * administrator. An endpoint that the matrix does not list fails. See docs/access-matrix.md.
 */
@Running
class AccessMatrixTests {

  @LocalServerPort int port;
  @Autowired ApplicationContext context;

  @Test
  void theMatrixListsEveryEndpointAndNoOther() throws IOException {
    var listed =
        MatrixLine.all().stream()
            .map(MatrixLine::endpoint)
            .collect(Collectors.toCollection(TreeSet::new));
    var missing = new TreeSet<>(registered());
    missing.removeAll(listed);
    assertThat(missing).as("endpoints that access-matrix.csv must list").isEmpty();
    listed.removeAll(registered());
    assertThat(listed).as("lines of access-matrix.csv without an endpoint").isEmpty();
  }

  @Test
  void everyoneMayDoWhatTheMatrixSaysAndNothingElse() throws IOException {
    var things = new MatrixThings(context);
    var nobody = Caller.nobody(port);
    var staff = Caller.withToken(port, things.token(Role.STAFF));
    var editor = Caller.withToken(port, things.token(Role.EDITOR));
    var admin = Caller.withToken(port, things.token(Role.ADMIN));
    var wrong = new ArrayList<String>();
    for (var line : MatrixLine.all()) {
      for (var attempt :
          List.of(
              new Attempt("anonymous", nobody, line.anonymous(), true),
              new Attempt("staff", staff, line.staff(), true),
              new Attempt("editor", editor, line.editor(), true),
              new Attempt("admin", admin, line.admin(), true),
              new Attempt("staff, foreign", staff, line.foreign(), false),
              new Attempt("editor, foreign", editor, line.foreign(), false),
              new Attempt("admin, foreign", admin, line.foreignAdmin(), false))) {
        MatrixLine.status(attempt.expected())
            .ifPresent(expected -> {
              int status =
                  attempt
                      .caller()
                      .status(
                          line.method(),
                          things.in(line.request(), attempt.owned()),
                          things.in(line.body(), attempt.owned()));
              if (status != expected) {
                wrong.add(
                    "%s as %s: %d instead of %d"
                        .formatted(line.endpoint(), attempt.who(), status, expected));
              }
            });
      }
    }
    assertThat(wrong).isEmpty();
  }

  private Set<String> registered() {
    return context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(mapping ->
            mapping.getPatternValues().stream()
                .flatMap(pattern ->
                    mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> method + " " + pattern)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private record Attempt(String who, Caller caller, String expected, boolean owned) {}
}
