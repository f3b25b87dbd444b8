package io.cloister.library.collection;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes the collection that everyone has, before the first request. */
@Component
class LibraryStart implements SmartInitializingSingleton {

  private final Collections collections;

  LibraryStart(Collections collections) {
    this.collections = collections;
  }

  @Override
  public void afterSingletonsInstantiated() {
    collections.createLibrary();
  }
}
