package io.cloister.models.wire;

/** What went wrong at an endpoint, in words, and what to do next. */
public final class Reasons {

  private Reasons() {}

  public static String of(Failure failure) {
    return switch (failure.cause()) {
      case UNKNOWN_HOST -> "the name of its host does not resolve";
      case CONNECTION_REFUSED -> "nothing listens at its address";
      case TLS_FAILED -> "its certificate is not accepted, or it does not speak TLS";
      case UNKNOWN_AUTHORITY -> "the authority that signed its certificate is not known";
      case WANTS_CERTIFICATE -> "it wants a certificate of ours, and accepts none that it got";
      case HOST_BLOCKED -> "the walls of Cloister do not let it through";
      case REDIRECTED -> "it sends us to another address, which is not followed";
      case WRONG_KEY -> "it does not accept the key";
      case NO_CREDIT -> "its account has no credit left";
      case SECRETS_LOCKED -> "its key cannot be opened with this master key";
      case NO_SUCH_ADDRESS -> "there is no chat at its base address";
      case UNKNOWN_MODEL -> "it does not have the model";
      case TOO_LONG -> "the prompt is longer than the model takes";
      case DECLINED -> "the provider declined it";
      case BAD_REQUEST -> "it does not understand the request";
      case RATE_LIMITED -> "it has too many requests";
      case OVERLOADED -> "it is overloaded";
      case SERVER_ERROR -> "it failed with status " + failure.status();
      case TIMED_OUT -> "it did not answer in time";
      case CUT_OFF -> "the connection broke";
      case NOT_A_REPLY -> "what it answered is not a reply in the form of this kind";
      case NO_TEXT -> "it answered without any text";
      case TOO_LARGE -> "its answer was larger than 10 MB";
      case BUSY -> "it serves no more calls at once, and the queue is long";
    };
  }

  public static String hint(Failure failure) {
    return switch (failure.cause()) {
      case UNKNOWN_HOST -> "Check the spelling of the host, and that this server's DNS knows it.";
      case CONNECTION_REFUSED -> "Start the model's server, and check host and port.";
      case TLS_FAILED ->
          "Check whether the address begins with https:// rightly, and that the certificate is"
              + " valid and made for this name.";
      case UNKNOWN_AUTHORITY ->
          "Enter the certificate of its authority (PEM) in the connection, under TLS.";
      case WANTS_CERTIFICATE ->
          "Enter a client certificate that it accepts, and its private key, under TLS.";
      case HOST_BLOCKED ->
          "Addresses of a cloud's metadata are refused; for this machine itself write localhost.";
      case REDIRECTED -> "Enter the address that it redirects to as the base address.";
      case WRONG_KEY -> "Enter the key again; it may have expired or be meant for another address.";
      case NO_CREDIT -> "Add credit to the account, or raise its limit.";
      case SECRETS_LOCKED -> "Put the former master key back, or enter the key anew.";
      case NO_SUCH_ADDRESS -> "Check the kind, and the base address against its recipe.";
      case UNKNOWN_MODEL -> "Choose one of the models that it lists.";
      case TOO_LONG -> "Give the model a longer context, or choose one that has it.";
      case DECLINED -> "Ask in other words, or choose another model.";
      case BAD_REQUEST -> "Check that the kind of the connection is what it speaks.";
      case RATE_LIMITED, OVERLOADED, BUSY -> "Wait a little, or add a second model to the route.";
      case SERVER_ERROR -> "Look into the log of the model's server.";
      case TIMED_OUT -> "Check its load; large models on small machines need minutes.";
      case CUT_OFF -> "Look into the log of the model's server and of proxies before it.";
      case NOT_A_REPLY, TOO_LARGE ->
          "Check the base address: it may be a web page's and not an API's.";
      case NO_TEXT -> "Try another model; a thinking model may need more tokens.";
    };
  }
}
