import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;

/** An endpoint of OpenAI's dialect that answers after as many milliseconds as its address says: {@code /d20/v1}. */
final class StubEndpoint {

  static final int CHUNKS = 50;

  /** Gives its port. */
  static int start() throws IOException {
    return PlainHttp.listen(1024, StubEndpoint::serve);
  }

  private static void serve(Socket socket) {
    var whole =
        "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello.\"}}],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2,\"total_tokens\":13}}";
    var chunk =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":null}]}\n\n";
    var end =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":50,\"total_tokens\":61}}\n\ndata: [DONE]\n\n";
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream(), 16384);
      var out = socket.getOutputStream();
      while (true) {
        var head = PlainHttp.head(in);
        if (head == null) {
          return;
        }
        var body = new String(in.readNBytes(PlainHttp.length(head)), UTF_8);
        int at = head.indexOf("/d") + 2;
        int delay = Integer.parseInt(head.substring(at, head.indexOf('/', at)));
        if (delay > 0) {
          Thread.sleep(delay);
        }
        if (!body.contains("\"stream\":true")) {
          out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + whole.length() + "\r\n\r\n" + whole).getBytes(UTF_8));
          continue;
        }
        out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
        for (int i = 0; i < CHUNKS; i++) {
          out.write((Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n").getBytes(UTF_8));
          Thread.sleep(2);
        }
        out.write((Integer.toHexString(end.length()) + "\r\n" + end + "\r\n0\r\n\r\n").getBytes(UTF_8));
      }
    } catch (IOException | InterruptedException e) {
      // the other side is gone
    }
  }
}
