package io.cloister.ingest;

import io.cloister.identity.Refused;
import io.cloister.library.ReadingFailure;

/** A part of a document cannot be had by itself. */
public final class PartRefused extends Refused {

  private static final long serialVersionUID = 1L;

  private static final String BUSY = "parts-busy";

  private PartRefused(String code, String detail, String hint) {
    super(code, detail, hint);
  }

  static PartRefused of(ReadingFailure failure) {
    return new PartRefused(
        failure.code().word(), "The part cannot be taken out: " + failure.detail(), hint(failure));
  }

  /** The document itself was not read, so that nobody knows its parts. */
  static PartRefused unread(ReadingFailure failure) {
    return new PartRefused(
        failure.code().word(),
        "The parts are not known, because the document was not read: " + failure.detail(),
        failure.code() == ReadingFailure.Code.ENCRYPTED
            ? "Read the document again with its password, then ask for the part."
            : "Read the document again, or download its original and open that.");
  }

  static PartRefused moved() {
    return new PartRefused(
        "part-moved",
        "The part is not where it was when the document was read",
        "Read the document again, which one that an earlier release read may need once, then ask for"
            + " the part by its new place in the list.");
  }

  /** Too many parts are on the disk, because they are still being downloaded. */
  static PartRefused busy() {
    return new PartRefused(
        BUSY,
        "Too many parts of documents are being downloaded at this moment",
        "Ask again in a few minutes, or download the original and take the part out yourself.");
  }

  /** Whether it can be had later, without anything done about it. */
  public boolean passes() {
    return code().equals(BUSY);
  }

  /** Whether a password is what is missing, or another one. */
  public boolean isLocked() {
    return code().equals(ReadingFailure.Code.ENCRYPTED.word());
  }

  private static String hint(ReadingFailure failure) {
    return switch (failure.code()) {
      case ENCRYPTED -> "Ask for the part with the password of the document.";
      case BOMB, TOO_LARGE ->
          "Download the original, and take the part out with a program that you trust.";
      case TIMED_OUT, OUT_OF_MEMORY ->
          "Ask again when the server is less busy, or download the original.";
      case UNSUPPORTED -> "Read it in the document's text, or download the original.";
      case CORRUPT, EMPTY, NO_TEXT ->
          "Download the original; if that is damaged too, have it sent again and upload it.";
      case INTERNAL, NOT_TRANSCRIBED, NOT_DESCRIBED ->
          "Ask again; if it fails once more, download the original.";
    };
  }
}
