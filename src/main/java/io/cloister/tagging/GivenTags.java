package io.cloister.tagging;

import io.cloister.library.tag.TagsGiven;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Assigns the tags that documents bring along. */
@Component
class GivenTags {

  private final Tagging tagging;

  GivenTags(Tagging tagging) {
    this.tagging = tagging;
  }

  @EventListener
  void assign(TagsGiven given) {
    tagging.setGiven(given.document(), given.tags(), given.actor());
  }
}
