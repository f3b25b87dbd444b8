package io.cloister.models.relay;

/** Why a model stopped, in the words of both dialects. */
final class Finishes {

  private Finishes() {}

  static String openAi(String anthropic) {
    return switch (anthropic) {
      case "max_tokens", "model_context_window_exceeded" -> "length";
      case "tool_use" -> "tool_calls";
      case "refusal" -> "content_filter";
      default -> "stop";
    };
  }

  static String anthropic(String openAi) {
    return switch (openAi) {
      case "length" -> "max_tokens";
      case "tool_calls", "function_call" -> "tool_use";
      case "content_filter" -> "refusal";
      default -> "end_turn";
    };
  }
}
