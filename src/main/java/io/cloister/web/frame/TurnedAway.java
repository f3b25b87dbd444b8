package io.cloister.web.frame;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * A program's request that was turned away before any call could take it, or that none could
 * finish.
 *
 * @param path as it was asked for, without the query
 * @param instead what would have been taken in place of the method or type, as the header of the
 *     answer says it; null if nothing is known of that
 */
record TurnedAway(HttpStatus status, String method, String path, @Nullable String instead) {

  private static final String COMPARE = "Compare it with the description at /api/openapi.json.";

  ProblemDetail problem() {
    var words = words();
    var problem = ProblemDetail.forStatusAndDetail(status, words.detail());
    problem.setType(URI.create("urn:cloister:problem:" + words.code()));
    problem.setTitle(status.getReasonPhrase());
    problem.setInstance(instance());
    problem.setProperty("code", words.code());
    problem.setProperty("hint", words.hint());
    return problem;
  }

  /** Null where the path is none as RFC 3986 has it. */
  private @Nullable URI instance() {
    try {
      return new URI(path);
    } catch (URISyntaxException _) {
      return null;
    }
  }

  private record Words(String code, String detail, String hint) {}

  private Words words() {
    return switch (status) {
      case UNAUTHORIZED ->
          new Words(
              "not-signed-in",
              "Nobody is known by what was sent with this call",
              "Send an API token, as 'Authorization: Bearer …'.");
      case FORBIDDEN ->
          new Words(
              "not-allowed",
              "The caller may not do this, or a page's token is missing",
              "Send an API token of somebody who may do it.");
      case NOT_FOUND ->
          new Words(
              "not-found",
              "There is nothing at this address",
              "Look it up in the description at /api/openapi.json.");
      case METHOD_NOT_ALLOWED ->
          new Words("method-not-allowed", "This address does not take %s".formatted(method), use());
      case NOT_ACCEPTABLE ->
          new Words(
              "not-acceptable",
              "This call cannot answer in what the header Accept asks for",
              use());
      case CONTENT_TOO_LARGE ->
          new Words(
              "too-large",
              "The request is longer than this server takes",
              "Send it in parts, or have the limit raised.");
      case URI_TOO_LONG ->
          new Words(
              "address-too-long",
              "The address with its query is longer than the head of a request may be",
              "Ask with fewer words, or with POST /api/v1/ask, which takes the question in its"
                  + " body.");
      case REQUEST_HEADER_FIELDS_TOO_LARGE ->
          new Words(
              "headers-too-large",
              "The address and the headers are longer than the head of a request may be",
              "Send fewer headers and cookies, or a shorter query.");
      case UNSUPPORTED_MEDIA_TYPE ->
          new Words("unsupported-media-type", "This call does not take a body of this type", use());
      case TOO_MANY_REQUESTS ->
          new Words(
              "too-many-requests",
              "More calls came from here than the server takes",
              "Wait a few seconds and try again.");
      case SERVICE_UNAVAILABLE ->
          new Words(
              "busy",
              "The server is starting, or has more to do than it can take",
              "Wait a few seconds and try again.");
      case INSUFFICIENT_STORAGE ->
          new Words(
              "disk-full",
              "The disk that holds the data is full, or nearly so; searching and reading go on",
              "Ask whoever runs the server to free space, then try again.");
      default ->
          status.is5xxServerError()
              ? new Words(
                  "internal",
                  "The server could not finish this; what was confirmed before is not lost",
                  "Try again; if it stays, tell an administrator the time: the server's log says"
                      + " more.")
              : new Words("malformed", "The request could not be understood", COMPARE);
    };
  }

  private String use() {
    return instead == null ? COMPARE : "Use one of: " + instead;
  }
}
