package io.cloister.ingest.bag;

import java.util.Locale;

/** A bag that is not taken in; nothing of it was. */
public final class BagRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong with a bag. */
  public enum Problem {
    /** It is no ZIP file, or the end of it is missing. */
    UNREADABLE("Send the file again as it was exported; it may have been cut off on its way."),
    /** A path in it leads elsewhere, is there twice, or lies beside the bag. */
    PATH("Make the ZIP file of the bag's one folder and nothing else."),
    /** It is no bag, or no library, of a form that is known here. */
    VERSION("Import it with the Cloister that exported it, or a newer one."),
    /** A file is missing, or one is there that no list names. */
    INCOMPLETE("Export it once more, or put the missing files back."),
    /** A file is not what the list says it is. */
    CHECKSUM("A file was changed or damaged: export the bag once more."),
    /** What is said of the library contradicts itself or cannot be. */
    CONTENT("Export it once more; files about documents are not to be edited.");

    private final String hint;

    Problem(String hint) {
      this.hint = hint;
    }

    /** The code in the HTTP contract, as {@code bag-checksum}. */
    public String code() {
      return "bag-" + name().toLowerCase(Locale.ROOT);
    }

    public String hint() {
      return hint;
    }
  }

  private final Problem problem;

  BagRefused(Problem problem, String detail) {
    super(detail);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
