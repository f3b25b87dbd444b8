package io.cloister.secrets;

import java.util.List;
import java.util.function.UnaryOperator;

/** Whoever has sealed secrets in the database: each is told of, and taken over to another key. */
public interface SecretKeeper {

  List<byte[]> sealed();

  /** Puts {@code anew} of each in its place; to be called in a transaction. */
  void replaceEach(UnaryOperator<byte[]> anew);
}
