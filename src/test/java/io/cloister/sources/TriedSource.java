package io.cloister.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import java.util.List;
import java.util.UUID;

/** A source over HTTP, with a collection of its own, that is looked at when the test says so. */
public final class TriedSource implements AutoCloseable {

  static final String SOURCES = "/api/v1/sources";

  private final String name = "source-" + UUID.randomUUID();
  private final Caller admin;
  private String id = "";

  public TriedSource(int port) {
    admin = Caller.admin(port);
    admin.makeCollection(name);
  }

  /**
   * Adds it and looks at it once.
   *
   * @param more what else is to be set, each after a comma
   */
  public void add(String kind, String place, String more) {
    add(wanted(name, kind, place, more));
    look();
  }

  void add(String wanted) {
    var made = admin.post(SOURCES, wanted);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    is(JsonPath.read(made.body(), "$.id"));
  }

  /** That it was made in another way. */
  void is(String made) {
    id = made;
  }

  String id() {
    return id;
  }

  void remove() {
    assertThat(admin.delete(SOURCES + "/" + id).statusCode()).isEqualTo(204);
    id = "";
  }

  public void change(String kind, String place, String more) {
    change(wanted(name, kind, place, more));
  }

  void change(String wanted) {
    var changed = admin.send("PUT", SOURCES + "/" + id, wanted);
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
  }

  /** The answer to adding one that cannot be. */
  public String refused(String kind, String place, String more) {
    var refused = admin.post(SOURCES, wanted(name + " again", kind, place, more));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
    return refused.body();
  }

  private String wanted(String called, String kind, String place, String more) {
    return """
    {"name":"%s","collection":"%s","enabled":false,"kind":"%s","place":%s%s}
    """
        .formatted(called, name, kind, place, more);
  }

  public void look() {
    ended(begin());
  }

  /** How many looks there were before this one. */
  public int begin() {
    await().until(() -> !isLookedAt()); // the job of a look ends after its run is in the log
    int before = looks();
    assertThat(admin.post(SOURCES + "/" + id + "/run", "{}").statusCode()).isEqualTo(202);
    return before;
  }

  private boolean isLookedAt() {
    String job = JsonPath.read(shown(), "$.job");
    return job != null
        && List.of("queued", "running")
            .contains(JsonPath.<String>read(admin.get("/api/v1/jobs/" + job).body(), "$.state"));
  }

  public void ended(int before) {
    await().untilAsserted(() -> assertThat(looks()).isGreaterThan(before));
  }

  private int looks() {
    return JsonPath.read(runs(), "$.total");
  }

  /** All looks there were. */
  String runs() {
    return admin.get(SOURCES + "/" + id + "/runs").body();
  }

  public String name() {
    return name;
  }

  public String shown() {
    return admin.get(SOURCES + "/" + id).body();
  }

  /** How many files the last look counted so. */
  public int last(String what) {
    return JsonPath.read(shown(), "$.lastRun." + what);
  }

  /** Null if the last look had none. */
  public String problem() {
    return JsonPath.<Object>read(shown(), "$.lastRun.problem") == null
        ? null
        : JsonPath.read(shown(), "$.lastRun.problem.code");
  }

  /** How many documents are held back from the bin. */
  public int heldBack() {
    return JsonPath.read(admin.get(held("")).body(), "$.documents");
  }

  /** What is answered to whoever wants what is held back binned. */
  int bin(int documents) {
    await().until(() -> !isLookedAt());
    return admin.post(held("/bin"), count(documents)).statusCode();
  }

  /** Has what is held back binned, by a look that ends. */
  public void binHeldBack() {
    int before = looks();
    assertThat(bin(heldBack())).isEqualTo(202);
    ended(before);
  }

  int keep(int documents) {
    await().until(() -> !isLookedAt());
    return admin.post(held("/keep"), count(documents)).statusCode();
  }

  private String held(String what) {
    return SOURCES + "/" + id + "/held-back" + what;
  }

  private static String count(int documents) {
    return "{\"documents\":%d}".formatted(documents);
  }

  public String failures() {
    return admin.get(SOURCES + "/" + id + "/failures").body();
  }

  public String documents() {
    return admin.get("/api/v1/documents?size=100&collection=" + name).body();
  }

  public List<String> files() {
    return JsonPath.read(documents(), "$.items[*].fileName");
  }

  List<String> titles() {
    return JsonPath.read(documents(), "$.items[*].title");
  }

  List<Integer> versions() {
    return JsonPath.read(documents(), "$.items[*].version");
  }

  /** By the name of the file. */
  public int version(String file) {
    return JsonPath.<List<Integer>>read(
            documents(), "$.items[?(@.fileName == '%s')].version".formatted(file))
        .getFirst();
  }

  public String content(String file) {
    var document =
        JsonPath.<List<String>>read(
                documents(), "$.items[?(@.fileName == '%s')].id".formatted(file))
            .getFirst();
    return admin.get("/api/v1/documents/" + document + "/content").body();
  }

  /** The text that was read of it; empty until it is there. */
  public String text(String file) {
    var document =
        JsonPath.<List<String>>read(
                documents(), "$.items[?(@.fileName == '%s')].id".formatted(file))
            .getFirst();
    var text = admin.get("/api/v1/documents/" + document + "/text");
    return text.statusCode() == 200 ? text.body() : "";
  }

  public String boundary() {
    return admin.get("/api/v1/boundary").body();
  }

  @Override
  public void close() {
    if (!id.isEmpty()) {
      remove();
    }
  }
}
