package io.cloister;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@Running
class CloisterTests {

  @Autowired ApplicationContext context;

  @Test
  void startsOnAnEmptyDataFolder() {
    assertThat(context.getBean(io.cloister.library.document.Documents.class)).isNotNull();
  }
}
