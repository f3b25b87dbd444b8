package io.cloister.library.original;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBlobStoreTests extends BlobStoreContract {

  @TempDir Path directory;

  @Override
  BlobStore store() throws IOException {
    return new DirectoryBlobStore(directory);
  }
}
