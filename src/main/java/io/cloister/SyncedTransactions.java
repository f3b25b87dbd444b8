package io.cloister;

import javax.sql.DataSource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Makes every committed transaction one that survives a power cut, and the file small again. */
@Configuration(proxyBeanMethods = false)
class SyncedTransactions {

  @Bean
  JdbcTransactionManager transactionManager(
      DataSource dataSource, DataSourceProperties properties) {
    return isFileOfOurs(properties)
        ? new SyncedTransactionManager(dataSource)
        : new JdbcTransactionManager(dataSource);
  }

  @Bean
  Compaction compaction(DataSource dataSource, DataSourceProperties properties) {
    return isFileOfOurs(properties)
        ? Compaction.begun(dataSource)
        : new Compaction(dataSource, Long.MAX_VALUE);
  }

  private static boolean isFileOfOurs(DataSourceProperties properties) {
    return properties.determineUrl().startsWith("jdbc:h2:file:");
  }
}
