package io.cloister.web.models;

import io.cloister.governance.Boundary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the form of a new connection begins with for a well-known server. */
enum Preset {
  OLLAMA("ollama", "http://localhost:11434/v1", Boundary.INSIDE),
  LLAMA_CPP("llama.cpp", "http://localhost:8080/v1", Boundary.INSIDE),
  VLLM("vllm", "http://localhost:8000/v1", Boundary.INSIDE),
  LITELLM("litellm", "http://localhost:4000/v1", Boundary.PUBLIC),
  OPENAI("openai", "https://api.openai.com/v1", Boundary.PUBLIC),
  OTHER("other", "", Boundary.PUBLIC);

  private final String word;
  private final String baseUrl;
  private final Boundary boundary;

  Preset(String word, String baseUrl, Boundary boundary) {
    this.word = word;
    this.baseUrl = baseUrl;
    this.boundary = boundary;
  }

  public String word() {
    return word;
  }

  /** {@link #OTHER} for anything unknown. */
  static Preset of(@Nullable String word) {
    return Arrays.stream(values())
        .filter(preset -> preset.word.equals(word))
        .findFirst()
        .orElse(OTHER);
  }

  ConnectionForm form() {
    return new ConnectionForm(
        this == OTHER ? "" : word, baseUrl, "", boundary.word(), "", "", false);
  }
}
