package io.cloister.jobs;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Tells of changed jobs, once the change is committed. */
@Component
class JobNews {

  private final JobRows rows;
  private final ApplicationEventPublisher events;

  JobNews(JobRows rows, ApplicationEventPublisher events) {
    this.rows = rows;
    this.events = events;
  }

  void tell(JobId id) {
    afterCommit(() -> rows.find(id).map(JobChanged::new).ifPresent(events::publishEvent));
  }

  static void afterCommit(Runnable action) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      action.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            action.run();
          }
        });
  }
}
