package io.cloister.models.prompt;

import com.samskivert.mustache.BasicCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.MustacheParseException;
import com.samskivert.mustache.Template;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with gaps in Mustache's words. What fills them are maps, lists and texts: a template calls
 * no method, reads no file and includes no other, whoever wrote it. Nothing is escaped, for what
 * comes of it is read by models. Safe for concurrent use.
 */
public final class LogicLess {

  private static final Mustache.Compiler MUSTACHE =
      Mustache.compiler()
          .escapeHTML(false)
          .emptyStringIsFalse(true)
          .defaultValue("")
          .withCollector(new MapsOnly())
          .withLoader(name -> {
            throw new MustacheException("it includes another, " + name);
          });
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:@ line \\d+|\\[line=\\d+])", Pattern.CASE_INSENSITIVE);
  private static final Pattern MARK = Pattern.compile("\\{\\{\\s*([#^/=])");
  // each level may multiply what is written: a list within itself would never end
  private static final int DEEPEST = 3;
  private static final Pattern NUMBER = Pattern.compile("line\\D{0,3}(\\d+)");

  private final Template template;

  private LogicLess(Template template) {
    this.template = template;
  }

  /** That a text is no template. */
  public static final class Unreadable extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int line;

    private Unreadable(int line, String why) {
      super(why);
      this.line = line;
    }

    /** From 1. */
    public int line() {
      return line;
    }
  }

  /**
   * @throws Unreadable if {@code text} is no template
   */
  public static LogicLess of(String text) {
    requireShallow(text);
    try {
      return new LogicLess(MUSTACHE.compile(text));
    } catch (MustacheParseException e) {
      var said = String.valueOf(e.getMessage());
      var line = NUMBER.matcher(said);
      throw new Unreadable(
          line.find() ? Integer.parseInt(line.group(1)) : 1, LINE.matcher(said).replaceAll(""));
    }
  }

  private static void requireShallow(String text) {
    int depth = 0;
    var mark = MARK.matcher(text);
    while (mark.find()) {
      int line = 1 + (int) text.substring(0, mark.start()).chars().filter(c -> c == '\n').count();
      switch (mark.group(1)) {
        case "/" -> depth--;
        case "=" -> throw new Unreadable(line, "Marks other than {{ and }} are not taken");
        default -> {
          if (++depth > DEEPEST) {
            throw new Unreadable(line, "Sections stand at most %d deep".formatted(DEEPEST));
          }
        }
      }
    }
  }

  /**
   * The text with its gaps filled; what {@code values} do not have stays empty.
   *
   * @param values texts, truths, lists and maps of them
   * @throws IllegalArgumentException if the template asks for something else
   */
  public String fill(Map<String, Object> values) {
    try {
      return template.execute(values);
    } catch (MustacheException e) {
      throw new IllegalArgumentException("the template cannot be filled: " + e.getMessage(), e);
    }
  }

  /** Tells all names that the template asks for, with those within sections. */
  public void names(Names names) {
    template.visit(new Visitor(names));
  }

  /** Who is told of what a template asks for. */
  public interface Names {

    void name(String name);

    /** Another template that is to be included. */
    void include(String name);
  }

  private record Visitor(Names names) implements Mustache.Visitor {

    @Override
    public void visitText(String text) {
      // asks for nothing
    }

    @Override
    public void visitVariable(String name) {
      names.name(name);
    }

    @Override
    public boolean visitInclude(String name) {
      names.include(name);
      return false;
    }

    @Override
    public boolean visitParent(String name) {
      names.include(name);
      return false;
    }

    @Override
    public boolean visitSection(String name) {
      names.name(name);
      return true;
    }

    @Override
    public boolean visitInvertedSection(String name) {
      names.name(name);
      return true;
    }
  }

  /** Looks things up in maps and lists, never by reflection. */
  private static final class MapsOnly extends BasicCollector {

    @Override
    public Mustache.@Nullable VariableFetcher createFetcher(Object context, String name) {
      return context instanceof Map<?, ?> || context instanceof List<?>
          ? super.createFetcher(context, name)
          : null;
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
      return new ConcurrentHashMap<>();
    }
  }
}
