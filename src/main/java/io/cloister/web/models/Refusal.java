package io.cloister.web.models;

import io.cloister.models.SettingRefused;

/**
 * Why a form was not taken.
 *
 * @param key of the words for it
 * @param detail what exactly, in the room's own words
 */
record Refusal(String field, String key, String detail) {

  static Refusal of(SettingRefused e) {
    var what = e.code().equals("invalid") ? e.field() : e.code();
    return new Refusal(e.field(), "models.refused." + what, String.valueOf(e.getMessage()));
  }
}
