package io.cloister.drafting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.library.NotFound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The templates that ship, read and checked once at the start. */
@Component
public class Templates {

  private static final String SHIPPED = "classpath*:shipped/templates/*/template.yaml";

  private final List<Template> all;

  /**
   * @throws IllegalStateException if a template is not what it must be, naming file and place
   */
  Templates() {
    try {
      var found = new ArrayList<Template>();
      for (var file : new PathMatchingResourcePatternResolver().getResources(SHIPPED)) {
        found.add(read(file));
      }
      found.sort(Comparator.comparingInt(t -> -t.sections().size()));
      all = List.copyOf(found);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the shipped templates", e);
    }
  }

  public List<Template> all() {
    return all;
  }

  public Optional<Template> find(String id) {
    return all.stream().filter(template -> template.id().equals(id)).findFirst();
  }

  /**
   * @throws NotFound if there is none of that id
   */
  public Template require(String id) {
    return find(id).orElseThrow(() -> new NotFound("Template", id));
  }

  private static Template read(Resource file) throws IOException {
    try {
      return TemplateFile.read(
          file.getContentAsString(UTF_8),
          file.createRelative("prompt.md").getContentAsString(UTF_8),
          file.createRelative("example.md").getContentAsString(UTF_8));
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "The template %s cannot be used: %s".formatted(file.getDescription(), e.getMessage()), e);
    }
  }
}
