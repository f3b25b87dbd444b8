package io.cloister.api.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Uploads as programs send them, the broken ones too. */
@Running
class UploadTests {

  private static final String DOCUMENTS = "/api/v1/documents";

  @LocalServerPort int port;

  private final String name = "uploads " + UUID.randomUUID();
  private Caller admin;

  @BeforeEach
  void aCollection() {
    admin = Caller.admin(port);
    admin.makeCollection(name);
  }

  @Test
  void whatIsNoMultipartBodyIsMalformed() {
    for (var type : new String[] {"multipart/form-data", "multipart/form-data; boundary=edge"}) {
      for (var body : new String[] {"", "no parts", "--edge\r\nContent-Disp"}) {
        problem(broken(type, body), 400, "malformed");
      }
    }
  }

  @Test
  void theFileMustBeThere() {
    var body = "--edge\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nT\r\n--edge--\r\n";

    var answer = broken("multipart/form-data; boundary=edge", body);

    problem(answer, 400, "malformed");
    assertThat(JsonPath.<String>read(answer.body(), "$.errors[0].field")).isEqualTo("file");
  }

  @Test
  void whatIsAcknowledgedHasItsJobAndItsChecksum() {
    var answer = admin.upload(DOCUMENTS, Map.of("collection", name), "a.txt", "Words of a file.");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(JsonPath.<String>read(answer.body(), "$.documents[0].status")).isEqualTo("received");
    assertThat(JsonPath.<String>read(answer.body(), "$.documents[0].sha256")).hasSize(64);
    assertThat(JsonPath.<Object>read(answer.body(), "$.documents[0].duplicateOf")).isNull();
    String job = JsonPath.read(answer.body(), "$.job.id");
    assertThat(admin.get("/api/v1/jobs/" + job).body()).contains("\"kind\":", "\"done\":");
  }

  @Test
  void theSameKeyAndFileIsOneUploadWhateverItsBoundary() {
    var key = UUID.randomUUID().toString();
    admin.with("Idempotency-Key", key);

    var first = admin.upload(DOCUMENTS, Map.of("collection", name), "a.txt", "Once only.");
    var again = admin.upload(DOCUMENTS, Map.of("collection", name), "a.txt", "Once only.");
    var other = admin.upload(DOCUMENTS, Map.of("collection", name), "a.txt", "Something else.");

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    problem(other, 409, "idempotency-key-reused");
  }

  @Test
  void aBrokenUploadWithAKeyIsMalformedToo() {
    admin.with("Idempotency-Key", UUID.randomUUID().toString());

    problem(broken("multipart/form-data; boundary=edge", "--edge\r\nCont"), 400, "malformed");
  }

  private HttpResponse<String> broken(String type, String body) {
    return admin.send(
        "POST", DOCUMENTS, BodyPublishers.ofString(body), Map.of("Content-Type", type));
  }

  private static void problem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo(code);
  }
}
