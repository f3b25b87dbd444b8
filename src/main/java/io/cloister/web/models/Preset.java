package io.cloister.web.models;

import io.cloister.governance.Boundary;
import io.cloister.models.connection.Connection.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the form of a new connection begins with for a well-known server or provider. */
enum Preset {
  OLLAMA("ollama", Kind.OLLAMA, "http://localhost:11434", Boundary.INSIDE),
  LLAMA_CPP("llama.cpp", Kind.OPENAI_COMPATIBLE, "http://localhost:8080/v1", Boundary.INSIDE),
  VLLM("vllm", Kind.OPENAI_COMPATIBLE, "http://localhost:8000/v1", Boundary.INSIDE),
  LM_STUDIO("lm-studio", Kind.OPENAI_COMPATIBLE, "http://localhost:1234/v1", Boundary.INSIDE),
  LITELLM("litellm", Kind.OPENAI_COMPATIBLE, "http://localhost:4000/v1", Boundary.PUBLIC),
  OPENAI("openai", Kind.OPENAI, "https://api.openai.com/v1", Boundary.PUBLIC),
  AZURE("azure", Kind.AZURE_OPENAI, "https://NAME.openai.azure.com", Boundary.PUBLIC),
  ANTHROPIC("anthropic", Kind.ANTHROPIC, "https://api.anthropic.com/v1", Boundary.PUBLIC),
  GEMINI(
      "gemini", Kind.GEMINI, "https://generativelanguage.googleapis.com/v1beta", Boundary.PUBLIC),
  MISTRAL("mistral", Kind.MISTRAL, "https://api.mistral.ai/v1", Boundary.PUBLIC),
  GROQ("groq", Kind.OPENAI_COMPATIBLE, "https://api.groq.com/openai/v1", Boundary.PUBLIC),
  OPENROUTER("openrouter", Kind.OPENAI_COMPATIBLE, "https://openrouter.ai/api/v1", Boundary.PUBLIC),
  DEEPSEEK("deepseek", Kind.OPENAI_COMPATIBLE, "https://api.deepseek.com/v1", Boundary.PUBLIC),
  QWEN(
      "qwen",
      Kind.OPENAI_COMPATIBLE,
      "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
      Boundary.PUBLIC),
  BEDROCK(
      "bedrock",
      Kind.OPENAI_COMPATIBLE,
      "https://bedrock-runtime.eu-central-1.amazonaws.com/openai/v1",
      Boundary.PUBLIC,
      "eu-central-1"),
  VERTEX(
      "vertex",
      Kind.OPENAI_COMPATIBLE,
      "https://europe-west4-aiplatform.googleapis.com/v1/projects/PROJECT/locations/europe-west4"
          + "/endpoints/openapi",
      Boundary.PUBLIC,
      "europe-west4"),
  AZURE_GOVERNMENT(
      "azure-government",
      Kind.AZURE_OPENAI,
      "https://NAME.openai.azure.us",
      Boundary.PUBLIC,
      "usgovvirginia"),
  BEDROCK_SOVEREIGN(
      "bedrock-sovereign",
      Kind.OPENAI_COMPATIBLE,
      "https://bedrock-runtime.eusc-de-east-1.amazonaws.eu/openai/v1",
      Boundary.PUBLIC,
      "eusc-de-east-1"),
  IONOS(
      "ionos",
      Kind.OPENAI_COMPATIBLE,
      "https://openai.inference.de-txl.ionos.com/v1",
      Boundary.PUBLIC,
      "de-txl"),
  OVHCLOUD(
      "ovhcloud",
      Kind.OPENAI_COMPATIBLE,
      "https://oai.endpoints.kepler.ai.cloud.ovh.net/v1",
      Boundary.PUBLIC,
      "gra"),
  SCALEWAY(
      "scaleway", Kind.OPENAI_COMPATIBLE, "https://api.scaleway.ai/v1", Boundary.PUBLIC, "fr-par"),
  OTHER("other", Kind.OPENAI_COMPATIBLE, "", Boundary.PUBLIC);

  private final String word;
  private final Kind kind;
  private final String baseUrl;
  private final Boundary boundary;
  private final String region;

  Preset(String word, Kind kind, String baseUrl, Boundary boundary) {
    this(word, kind, baseUrl, boundary, "");
  }

  Preset(String word, Kind kind, String baseUrl, Boundary boundary, String region) {
    this.word = word;
    this.kind = kind;
    this.baseUrl = baseUrl;
    this.boundary = boundary;
    this.region = region;
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
    return ConnectionForm.empty(this == OTHER ? "" : word, kind.word(), baseUrl, boundary, region);
  }
}
