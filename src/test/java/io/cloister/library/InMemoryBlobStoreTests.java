package io.cloister.library;

class InMemoryBlobStoreTests extends BlobStoreContract {

  @Override
  BlobStore store() {
    return new InMemoryBlobStore();
  }
}
