package io.cloister.database;

import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Makes what was committed survive a power cut, and the file small again. */
@Configuration(proxyBeanMethods = false)
class SyncedTransactions {

  /** Before there is any bean that could open the database. */
  @Bean
  static BeanFactoryPostProcessor journaledFiles() {
    return _ -> JournaledFiles.register();
  }

  @Bean
  DiskSync diskSync() {
    return new DiskSync();
  }

  @Bean
  JdbcTransactionManager transactionManager(
      DataSource dataSource, DiskSync disk, DataSourceProperties properties) {
    return isFileOfOurs(properties)
        ? new SyncedTransactionManager(dataSource, disk)
        : new JdbcTransactionManager(dataSource);
  }

  @Bean
  JdbcTemplate jdbcTemplate(DataSource dataSource, DiskSync disk, DataSourceProperties properties) {
    return isFileOfOurs(properties)
        ? new SyncedStatements(dataSource, disk)
        : new JdbcTemplate(dataSource);
  }

  @Bean
  Compaction compaction(DataSource dataSource, DiskSync disk, DataSourceProperties properties) {
    return isFileOfOurs(properties)
        ? Compaction.begun(dataSource, disk)
        : new Compaction(dataSource, disk, Long.MAX_VALUE);
  }

  private static boolean isFileOfOurs(DataSourceProperties properties) {
    return properties.determineUrl().startsWith("jdbc:h2:file:");
  }
}
