package io.cloister.api.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.identity.Role;
import io.cloister.library.AccessScope;
import io.cloister.web.Shelf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;

@Running
class ExportLinesTests {

  @Autowired BeanFactory product;
  @Autowired ExportLines lines;

  @Test
  void writesNothingThatMayNotBeReadAnyMoreWhenItsTurnComes() throws IOException {
    var shelf = new Shelf(product);
    var owner = shelf.person("export-" + UUID.randomUUID(), Role.STAFF);
    var one = shelf.collection("One " + UUID.randomUUID(), owner);
    var other = shelf.collection("Other " + UUID.randomUUID(), owner);
    shelf.ready("First", one, owner, "Words.");
    shelf.ready("Second", other, owner, "Words.");

    var readable =
        new ArrayDeque<>(List.of(AccessScope.of(one.id(), other.id()), AccessScope.of(one.id())));
    var out = new ByteArrayOutputStream();
    lines.write(readable::remove, out);

    assertThat(out.toString(UTF_8).lines()).singleElement().asString().contains("First");
  }
}
