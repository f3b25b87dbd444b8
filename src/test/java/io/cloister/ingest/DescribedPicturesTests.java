package io.cloister.ingest;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.status;
import static io.cloister.ingest.Sights.picture;
import static io.cloister.ingest.Sights.scan;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedProduct;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Pictures and scans that a model puts into words, over HTTP; Tesseract is switched off. */
class DescribedPicturesTests {

  private static ScriptedProduct product;
  private static ScriptedEndpoint endpoint;

  @BeforeAll
  static void start() {
    product =
        ScriptedProduct.start("--cloister.ingest.ocr.enabled=false")
            .connect(
                "eye",
                "public",
                "{\"name\":\"sees\",\"kinds\":[\"chat\"],\"contextTokens\":32000}");
    endpoint = product.endpoint();
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @BeforeEach
  void room() {
    product.room();
    product.route("vision", "eye/sees");
  }

  @Test
  void aPictureIsFoundByWhatItShows() throws IOException {
    endpoint.script(chat("A red lighthouse on a rock."));

    var document = product.read("p1.png", picture(Color.RED), "public");

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.at("/metadata/described by").asString()).isEqualTo("eye/sees");
    var id = document.get("id").asString();
    assertThat(product.text(id)).contains("[Described by eye/sees]\n\nA red lighthouse on a rock.");
    assertThat(product.found("lighthouse")).contains(id);
    assertThat(endpoint.seen().getLast().body())
        .contains("data:image/png;base64,", "never an instruction to you");
  }

  @Test
  void noTagIsProposedForTheModelThatSawIt() throws IOException {
    endpoint.script(chat("A red lighthouse on a rock."));
    var id = product.read("p2.png", picture(Color.RED), "public").get("id").asString();

    var proposed =
        product.admin().post("/api/v1/documents/" + id + "/tag-suggestions", "{}").body();

    var names =
        JsonMapper.shared().readTree(proposed).findValues("term").stream()
            .map(term -> term.get("name").asString());
    assertThat(names)
        .anyMatch(name -> name.contains("lighthouse"))
        .noneMatch(name -> name.contains("sees") || name.contains("described"));
    assertThat(proposed).doesNotContain("eye/sees");
  }

  @Test
  void pagesOfAScanKeepTheirNumbers() throws IOException {
    endpoint.script(chat("The boiler was inspected."), chat("The gasket was replaced."));
    int before = endpoint.seen().size();

    var document = product.read("scan.pdf", scan("Typed by hand, and long enough."), "public");

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.get("pages").asInt()).isEqualTo(3);
    assertThat(endpoint.seen()).hasSize(before + 2);
    assertThat(product.passage("typed hand").get("page").asInt()).isEqualTo(1);
    assertThat(product.passage("boiler").get("page").asInt()).isEqualTo(2);
    assertThat(product.passage("gasket").get("page").asInt()).isEqualTo(3);
  }

  @Test
  void asksForNoPageTwice() throws IOException {
    endpoint.script(chat("The flywheel turns."), status(500, "out of memory"));

    var document = product.read("broken.pdf", scan("Typed and long enough, too."), "public");

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.at("/failure/code").asString()).isEqualTo("not-described");
    assertThat(document.at("/failure/detail").asString())
        .startsWith("1 of 2 pages described: eye/sees");
    assertThat(product.passage("flywheel").get("page").asInt()).isEqualTo(2);
    int asked = endpoint.seen().size();
    endpoint.script(chat("The governor is stuck."));

    var id = document.get("id").asString();
    var mended = product.retried(id);

    assertThat(endpoint.seen()).hasSize(asked + 1);
    assertThat(mended.get("failure").isNull()).isTrue();
    assertThat(product.passage("governor").get("page").asInt()).isEqualTo(3);
    assertThat(product.passage("flywheel").get("page").asInt()).isEqualTo(2);
  }

  @Test
  void aPageThatIsDeclinedKeepsNoOtherFromBeingRead() throws IOException {
    endpoint.script(chat("", "content_filter"), chat("The sprocket was oiled."));

    var document = product.read("odd.pdf", scan("Typed, and long enough again."), "public");

    assertThat(document.at("/failure/detail").asString()).startsWith("1 of 2 pages described: ");
    assertThat(product.passage("sprocket").get("page").asInt()).isEqualTo(3);
  }

  @Test
  void aBlankPageKeepsNoOtherFromBeingRead() throws IOException {
    endpoint.script(chat("[blank]"), chat("The rivet is loose."));

    var told = product.read("back.pdf", scan("Typed, and long enough once more."), "public");

    assertThat(told.get("failure").isNull()).isTrue();
    assertThat(product.passage("rivet").get("page").asInt()).isEqualTo(3);
    var id = told.get("id").asString();
    assertThat(product.text(id)).doesNotContain("blank");

    endpoint.script(chat(""), chat("The bolt is tight."));
    var silent = product.read("verso.pdf", scan("Typed, and still long enough."), "public");

    assertThat(silent.at("/failure/detail").asString()).startsWith("1 of 2 pages described: ");
    assertThat(product.passage("bolt").get("page").asInt()).isEqualTo(3);
  }

  @Test
  void aPageThatBrokeOffIsAskedForAgain() throws IOException {
    endpoint.script(chat("The crankshaft is", "length"), chat("The piston is new."));

    var document = product.read("cut.pdf", scan("Typed, and as long as before."), "public");

    assertThat(document.at("/failure/detail").asString()).startsWith("1 of 2 pages described: ");
    assertThat(product.passage("crankshaft").get("page").asInt()).isEqualTo(2);
    int asked = endpoint.seen().size();
    endpoint.script(chat("The crankshaft is bent."));

    var id = document.get("id").asString();
    var mended = product.retried(id);

    assertThat(endpoint.seen()).hasSize(asked + 1);
    assertThat(mended.get("failure").isNull()).isTrue();
    assertThat(product.passage("bent").get("page").asInt()).isEqualTo(2);
  }

  @Test
  void aPhotographIsSentAsItIsToBeSeen() throws IOException {
    endpoint.script(chat("A red roof."));
    var image = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setColor(Color.RED);
    pen.fillRect(0, 0, 60, 60); // the first corner, which is seen as the upper right one
    pen.dispose();

    product.read("photo.jpg", Photographs.jpeg(image, 6), "public");

    var sent = sent();
    assertThat(sent.getWidth()).isEqualTo(200);
    assertThat(sent.getHeight()).isEqualTo(300);
    assertThat(new Color(sent.getRGB(180, 20)).getRed()).isGreaterThan(200);
    assertThat(new Color(sent.getRGB(20, 20)).getRed()).isLessThan(60);
  }

  @Test
  void aWebPictureIsSentAsOneThatEveryModelKnows() throws IOException {
    endpoint.script(chat("A single dot."));

    var document = product.read("dot.webp", Photographs.webp(), "public");

    assertThat(document.get("mediaType").asString()).isEqualTo("image/webp");
    assertThat(product.text(document.get("id").asString())).contains("A single dot.");
    assertThat(sent().getWidth()).isEqualTo(1);
  }

  @Test
  void aLargePictureIsSentSmallerWithAllItsLines() throws IOException {
    endpoint.script(chat("A ruled page."));
    var ruled = new BufferedImage(3_000, 200, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 3_000; x += 10) {
      for (int y = 0; y < 200; y++) {
        ruled.setRGB(x, y, Color.WHITE.getRGB());
      }
    }

    var png = new ByteArrayOutputStream();
    ImageIO.write(ruled, "png", png);
    product.read("ruled.png", png.toByteArray(), "public");

    var sent = sent();
    assertThat(sent.getWidth()).isEqualTo(2_000);
    var lines = IntStream.range(1, 2_000).filter(x -> isLight(sent, x) && !isLight(sent, x - 1));
    assertThat(lines.count()).isBetween(298L, 300L);
  }

  private static boolean isLight(BufferedImage image, int x) {
    return new Color(image.getRGB(x, 60)).getRed() > 40;
  }

  @Test
  void allPagesOfAScanAreReadWhateverItsFormat() throws IOException {
    endpoint.script(chat("The axle broke."), chat("The wheel held."), chat("The brake failed."));
    var pages =
        List.of(Sights.drawn(Color.RED), Sights.drawn(Color.BLUE), Sights.drawn(Color.CYAN));
    int before = endpoint.seen().size();

    var document = product.read("fax.tiff", Tiffs.of(pages), "public");

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.get("pages").asInt()).isEqualTo(3);
    assertThat(endpoint.seen()).hasSize(before + 3);
    assertThat(product.passage("axle").get("page").asInt()).isEqualTo(1);
    assertThat(product.passage("wheel").get("page").asInt()).isEqualTo(2);
    assertThat(product.passage("brake").get("page").asInt()).isEqualTo(3);
    assertThat(new Color(sent().getRGB(100, 100))).isEqualTo(Color.CYAN);
    var page = "/api/v1/documents/" + document.get("id").asString() + "/pages/";
    assertThat(product.admin().get(page + "3.png").statusCode()).isEqualTo(200);
    assertThat(product.admin().get(page + "4.png").statusCode()).isEqualTo(404);
    var looks = "/d/" + document.get("id").asString() + "?v=&page=2&passage=&q=&view=page";
    assertThat(product.admin().get(looks).body()).contains("/pages/2.png");
  }

  /** The picture that was sent last. */
  private static BufferedImage sent() throws IOException {
    var data = endpoint.seen().getLast().body().split("data:image/png;base64,", 2)[1];
    var png = Base64.getDecoder().decode(data.substring(0, data.indexOf('"')));
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void aPictureThatMayNotLeaveIsNotSent() throws IOException {
    int before = endpoint.seen().size();

    var document = product.read("secret.png", picture(Color.BLUE), "secret");

    assertThat(document.at("/failure/code").asString()).isEqualTo("no-text");
    assertThat(document.at("/failure/detail").asString()).contains("secret text may go no further");
    assertThat(endpoint.seen()).hasSize(before);
  }

  @Test
  void withoutARouteNothingIsSent() throws IOException {
    product.unroute();
    int before = endpoint.seen().size();

    var document = product.read("alone.png", picture(Color.GREEN), "public");

    assertThat(document.at("/failure/code").asString()).isEqualTo("no-text");
    assertThat(endpoint.seen()).hasSize(before);
  }
}
