package io.cloister.answering.ground;

import java.util.Set;

/** Words that say little by themselves, of the languages with capitals that are met most. */
public final class StopWords {

  private static final Set<String> ALL =
      Set.copyOf(
          java.util.List.of(
              ("a an the this that these those it its it's he she they we you i me him her them us my"
                      + " your his their our of in on at to from by for with as is are was were be been"
                      + " being am do does did done has have had having and or but nor so if then than"
                      + " there here which who whom whose what when where why how will would shall"
                      + " should can could may might must into onto about over under also such any some"
                      + " each both other same own very just only more most much many few less least"
                      + " between during through while because until upon per via within against among"
                      + " however moreover therefore thus overall additionally furthermore finally"
                      + " according based called made make including like up down out off"
                      + " der die das den dem des ein eine einen einem einer eines er sie es wir ihr ich"
                      + " und oder aber denn weil dass daß ob wenn als wie wo wer was wann warum welche"
                      + " welcher welches welchen welchem ist sind war waren sein wird werden wurde"
                      + " wurden worden hat haben hatte hatten kann können konnte muss müssen soll"
                      + " sollen darf dürfen mag im in an am auf aus bei mit nach von vom zu zum zur für"
                      + " über unter vor durch um bis seit während gegen ohne zwischen auch noch nur"
                      + " schon so sehr mehr dieser diese dieses diesem diesen jeder jede jedes sich man"
                      + " ihre ihren ihrem ihrer ihres seine seinen seinem seiner seines dort hier dabei"
                      + " damit daher jedoch außerdem sowie etwa dann da nach"
                      + " le la les un une des du de d l au aux et ou mais donc car ni que qui quoi dont"
                      + " où ce cet cette ces il elle ils elles on nous vous je tu se sa son ses leur"
                      + " leurs est sont était étaient être été a ont avait avoir dans sur sous par pour"
                      + " avec en y plus"
                      + " el los las una unos unas del al y o u pero que quien cual como cuando donde es"
                      + " son era eran ser sido ha han había haber por para con sin sobre entre su sus se"
                      + " lo más")
                  .split(" ")));

  private StopWords() {}

  public static boolean contains(String key) {
    return ALL.contains(key) || (key.length() == 1 && !Character.isDigit(key.charAt(0)));
  }
}
