package io.cloister.library.original;

class InMemoryBlobStoreTests extends BlobStoreContract {

  @Override
  BlobStore store() {
    return new InMemoryBlobStore();
  }
}
