package io.cloister;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;

/** Which queries the product makes, for tests of how many there are; its database writes them. */
public final class JdbcQueries {

  private JdbcQueries() {}

  /** The SQL of all that were made while {@code work} was done, by whatever thread. */
  public static List<String> during(JdbcOperations database, Runnable work) {
    var logger = (Logger) LoggerFactory.getLogger(database.getClass());
    var level = logger.getLevel();
    var seen = new ListAppender<ILoggingEvent>();
    seen.start();
    logger.addAppender(seen);
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    try {
      work.run();
    } finally {
      logger.setAdditive(true);
      logger.setLevel(level);
      logger.detachAppender(seen);
    }
    return List.copyOf(seen.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
