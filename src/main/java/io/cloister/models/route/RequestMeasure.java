package io.cloister.models.route;

import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelRequest;
import org.jspecify.annotations.Nullable;

/**
 * What of a request decides who is asked; cheap to tell.
 *
 * @param tokens of the prompt, rather over- than underestimated
 * @param replyTokens the longest reply wanted
 * @param question null if it has none
 */
public record RequestMeasure(
    ModelFunction function,
    Label label,
    int tokens,
    int replyTokens,
    int sources,
    @Nullable QuestionKind question) {

  private static final int USUAL_REPLY = 600;

  /** Of a request that is only thought of. */
  public static RequestMeasure of(
      ModelFunction function, Label label, int tokens, int sources, @Nullable String question) {
    return new RequestMeasure(
        function,
        label,
        tokens,
        USUAL_REPLY,
        sources,
        question == null || question.isBlank() ? null : QuestionKind.ofText(question));
  }

  static RequestMeasure of(ModelRequest request) {
    var subject = request.subject();
    return new RequestMeasure(
        request.function(),
        request.label(),
        PromptSize.tokens(request.system()) + PromptSize.tokens(request.user()),
        request.maxTokens(),
        subject == null ? 0 : subject.sources(),
        subject == null || subject.question().isBlank()
            ? null
            : QuestionKind.ofText(subject.question()));
  }
}
