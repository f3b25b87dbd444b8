package io.cloister.web.document;

import io.cloister.Caller;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.Version;
import io.cloister.library.collection.Collection;
import io.cloister.web.Shelf;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;

/** Somebody on the staff with a collection of their own, in a browser. */
record Owner(Shelf shelf, Actor actor, Collection collection, Caller caller) {

  static Owner signedIn(BeanFactory product, int port) {
    var shelf = new Shelf(product);
    var name = "owner-" + UUID.randomUUID().toString().substring(0, 8);
    var actor = shelf.person(name, Role.STAFF);
    var collection = shelf.collection("Records of " + name, actor);
    return new Owner(shelf, actor, collection, Caller.signedIn(port, name, Shelf.PASSWORD));
  }

  /** A document in the collection of which nothing has been read yet. */
  Version received(String title) {
    return shelf.received(title, collection, actor);
  }

  /** A document in the collection whose pages say this. */
  Version ready(String title, String... pages) {
    return shelf.ready(title, collection, actor, pages);
  }
}
