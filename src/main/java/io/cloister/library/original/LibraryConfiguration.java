package io.cloister.library.original;

import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LibraryConfiguration {

  @Bean
  BlobStore blobStore(LibraryProperties properties) throws IOException {
    return new DirectoryBlobStore(properties.originals());
  }
}
