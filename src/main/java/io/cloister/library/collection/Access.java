package io.cloister.library.collection;

import io.cloister.identity.GroupId;
import io.cloister.identity.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/** One right in a collection: of a user, of a group, or, with neither, of everyone signed in. */
public record Access(@Nullable UserId user, @Nullable GroupId group, Right right) {

  public Access {
    Assert.isTrue(user == null || group == null, "a right is a user's or a group's, not both");
  }

  public static Access ofUser(UserId user, Right right) {
    return new Access(user, null, right);
  }

  public static Access ofGroup(GroupId group, Right right) {
    return new Access(null, group, right);
  }

  public static Access ofEveryone(Right right) {
    return new Access(null, null, right);
  }
}
