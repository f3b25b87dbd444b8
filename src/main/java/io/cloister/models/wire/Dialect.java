package io.cloister.models.wire;

/** The dialects that endpoints speak. */
public enum Dialect {
  /** OpenAI's own endpoint: the limit of a reply is called {@code max_completion_tokens}. */
  OPENAI(new OpenAiGrammar(OpenAiGrammar.Variant.OPENAI)),
  /** Whatever was made for OpenAI's clients. */
  OPENAI_COMPATIBLE(new OpenAiGrammar(OpenAiGrammar.Variant.COMPATIBLE)),
  /** OpenAI's words at addresses and with a key header of their own. */
  AZURE_OPENAI(new OpenAiGrammar(OpenAiGrammar.Variant.AZURE)),
  /** OpenAI's words, but a field too many is an error. */
  MISTRAL(new OpenAiGrammar(OpenAiGrammar.Variant.MISTRAL)),
  ANTHROPIC(new AnthropicGrammar()),
  GEMINI(new GeminiGrammar()),
  OLLAMA(new OllamaGrammar());

  private final Grammar grammar;

  Dialect(Grammar grammar) {
    this.grammar = grammar;
  }

  Grammar grammar() {
    return grammar;
  }
}
