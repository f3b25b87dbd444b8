package io.cloister.ingest;

import io.cloister.ScriptedProduct;

/** A product that has recordings transcribed, and what its endpoint answers. */
final class Recordings {

  private Recordings() {}

  static ScriptedProduct product() {
    return ScriptedProduct.start()
        .connect("ear", "public", "{\"name\":\"whisper\",\"kinds\":[\"transcription\"]}");
  }

  static String said(String... segments) {
    return "{\"text\":\"as in its segments\",\"segments\":[" + String.join(",", segments) + "]}";
  }

  /** Times in seconds. */
  static String segment(double start, double end, String text) {
    return "{\"start\":%s,\"end\":%s,\"text\":\" %s\"}".formatted(start, end, text);
  }
}
