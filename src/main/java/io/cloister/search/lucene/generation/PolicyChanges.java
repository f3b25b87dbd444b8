package io.cloister.search.lucene.generation;

import io.cloister.models.PolicyChanged;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Has vectors made of what a policy kept from the model, as soon as it is durable that it does so
 * no more. Those that were made before a policy kept it stay: they are sent nowhere.
 */
@Component
class PolicyChanges {

  private final LuceneGenerations generations;

  PolicyChanges(LuceneGenerations generations) {
    this.generations = generations;
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(PolicyChanged changed) {
    generations.active().reconciliation().addAllowedVectorsSoon();
  }
}
