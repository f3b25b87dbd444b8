package io.cloister.sources.place;

import java.util.Locale;

/** Why a look at a source ended early, or why a file could not be taken. */
public enum SourceProblem {
  NO_FOLDER(
      "The folder is not there any more, or may not be looked at: set another, or have it allowed again."),
  UNREADABLE_FOLDER(
      "A folder could not be read, so nothing counts as gone: give the server's account the right to read it."),
  EMPTY_PLACE(
      "Nothing is there any more, as if a disk, a share or a right were missing, so nothing was binned: see that it is, or say what becomes of the documents."),
  MUCH_GONE(
      "More than half of what was there is gone, as if a disk, a share or a right were missing, so nothing of it was binned: see that it is, or say what becomes of the documents."),
  MISSING_FOLDER(
      "A sub-folder is gone with all that was in it, as if its disk were not there, so nothing of it was binned: see that it is, or say what becomes of the documents."),
  MAY_NOT_WRITE(
      "Its owner may not write the collection any more: have an administrator who may save this source again."),
  NO_OWNER("Its owner is not there any more: have another administrator save this source again."),
  INTERNAL(
      "Something went wrong inside the server, several times: show its log to its administrator; it is tried again when it is due."),
  DISK_FULL("The server's disk is almost full: free space, then it goes on by itself."),
  STOPPED("It was stopped by hand; the next run goes on."),
  TOO_LONG("It took longer than a look may; the next one goes on where it ended."),
  TOO_MUCH(
      "There is more than a source takes: have it look at a part, and make others for the rest."),
  UNREACHABLE(
      "The other host cannot be reached or does not answer: see that it runs; it is tried again when it is due."),
  BLOCKED(
      "The address is one that is never reached, as that of a cloud's own services: enter another."),
  UNKNOWN_AUTHORITY(
      "The authority that signed the other host's certificate is not known: enter the certificate of that authority (PEM) in the source, under TLS."),
  WANTS_CERTIFICATE(
      "The other host wants to be shown a certificate, and sources have none: have it let them in by a password."),
  NOT_TRUSTED(
      "The other host shows no valid certificate of its name, or speaks no TLS: have it show one, or enter the name that its certificate has."),
  SIGN_IN_REFUSED("The other host does not let it in: enter the user and the password anew."),
  NO_TLS("The mail server does not begin TLS: have it do so, or choose TLS from the beginning."),
  NO_MAILBOX("The mail server has no such folder for this user: enter the name that it has."),
  SECRET_LOCKED(
      "The stored password cannot be opened: put the master key right, or enter the password anew."),
  NOT_THERE("The other host has nothing at this address: enter the one that it has now."),
  MOVED_ELSEWHERE("The address leads on to another one: enter that."),
  NOT_UNDERSTOOD(
      "What the other host answers is not what such a source reads: see that the address is the right one."),
  NO_REPOSITORY("There is no Git repository in the folder any more: set the folder of another."),
  BORROWING_REPOSITORY(
      "A part of the Git repository lies elsewhere, as with linked work trees or alternates: clone it whole, with --dissociate."),
  NO_BRANCH("The Git repository has no such branch, or no commit on it yet: set another."),
  NOT_IN_REPOSITORY(
      "The file is kept in Git LFS, outside the repository: put it into a folder that another source looks at."),
  ELSEWHERE(
      "The enclosed file is on a host that the source does not name: name it, if it is to be reached."),
  TOO_LARGE("The file is larger than the server takes."),
  UNREADABLE_FILE("The file could not be read; it is tried again at the next run."),
  NOT_MOVED(
      "The file was brought in, but the server may not move it away: give its account the right to write the folder.");

  private final String sentence;

  SourceProblem(String sentence) {
    this.sentence = sentence;
  }

  /** Stable and kebab-case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What happened and what to do next, in English. */
  public String sentence() {
    return sentence;
  }

  public static SourceProblem of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
