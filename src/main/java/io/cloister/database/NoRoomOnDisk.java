package io.cloister.database;

import org.springframework.dao.NonTransientDataAccessResourceException;

/** The disk is full, so that nothing is changed; what is there can be read. */
public class NoRoomOnDisk extends NonTransientDataAccessResourceException {

  private static final long serialVersionUID = 1L;

  NoRoomOnDisk() {
    super("The server's disk is full");
  }
}
