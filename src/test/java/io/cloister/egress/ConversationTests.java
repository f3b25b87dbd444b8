package io.cloister.egress;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConversationTests {

  @Test
  void breaksOffWhatDripsForTooLong() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket = new Socket(server.getInetAddress(), server.getLocalPort());
        var other = server.accept();
        var line =
            new Conversation(
                socket, "localhost", PinnedTls.ofTheJdk(), Duration.ofSeconds(1), (_, _) -> {})) {
      Thread.ofVirtual().start(() -> drip(other));

      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> {
            while (line.read() >= 0) {
              // and the next
            }
          })
          .withMessageContaining("longer than 1 s in all");
    }
  }

  private static void drip(Socket socket) {
    try {
      while (true) {
        socket.getOutputStream().write('x');
        Thread.sleep(20);
      }
    } catch (IOException e) {
      // hung up on
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
