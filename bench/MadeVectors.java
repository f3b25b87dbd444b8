import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An embedding endpoint of OpenAI's dialect that gives each text one of some real vectors, turned a little, by a seed from the
 * text: as many vectors as a measurement of size needs, spread as real ones are. The real ones come as a file with one vector a
 * line. Prints its port, and serves until its standard input ends.
 */
final class MadeVectors {

  private static final double TURN = 0.6;
  private static final Pattern STRING = Pattern.compile("\\G[\\s,]*\"((?:[^\"\\\\]|\\\\.)*+)\"");

  private final List<float[]> real;

  private MadeVectors(List<float[]> real) {
    this.real = real;
  }

  public static void main(String... arguments) throws IOException {
    try (var lines = Files.lines(Path.of(arguments[0]))) {
      var made = new MadeVectors(lines.map(MadeVectors::vector).toList());
      System.out.println(PlainHttp.listen(64, made::serve));
    }
    System.in.readAllBytes();
  }

  private static float[] vector(String line) {
    var numbers = Stream.of(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    var vector = new float[numbers.length];
    IntStream.range(0, vector.length).forEach(i -> vector[i] = (float) numbers[i]);
    return vector;
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream(), 65_536);
      var out = new BufferedOutputStream(socket.getOutputStream(), 65_536);
      for (var head = PlainHttp.head(in); head != null; head = PlainHttp.head(in)) {
        var body = new String(in.readNBytes(PlainHttp.length(head)), UTF_8);
        var answer = (head.startsWith("POST") ? embedded(body) : "{\"data\":[{\"id\":\"made\"}]}").getBytes(UTF_8);
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + answer.length + "\r\n\r\n").getBytes(UTF_8));
        out.write(answer);
        out.flush();
      }
    } catch (IOException _) {
      // the other side is gone
    }
  }

  private String embedded(String asked) {
    var data = new StringBuilder("{\"model\":\"made\",\"data\":[");
    var texts = STRING.matcher(asked.substring(asked.indexOf('[', asked.indexOf("\"input\"")) + 1));
    int n = 0;
    while (texts.find()) {
      data.append(n == 0 ? "" : ",").append("{\"index\":").append(n++).append(",\"embedding\":[");
      turned(texts.group(1), data);
      data.append("]}");
    }
    return data.append("],\"usage\":{\"prompt_tokens\":").append(n).append(",\"total_tokens\":").append(n).append("}}").toString();
  }

  private void turned(String text, StringBuilder into) {
    var chance = new Random(text.hashCode());
    var vector = real.get(chance.nextInt(real.size()));
    double each = TURN / Math.sqrt(vector.length);
    for (int i = 0; i < vector.length; i++) {
      long ofAMillion = Math.round(1e6 * (vector[i] + each * chance.nextGaussian()));
      into.append(i == 0 ? "" : ",").append(ofAMillion).append("e-6");
    }
  }
}
