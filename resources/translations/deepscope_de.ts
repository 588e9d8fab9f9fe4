<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Models…</source>
        <translation>&amp;Modelle …</translation>
    </message>
    <message>
        <source>&amp;Open Model…</source>
        <translation>Modell ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>&amp;Close Model</source>
        <translation>Modell s&amp;chließen</translation>
    </message>
    <message>
        <source>Open &amp;Recorded Run…</source>
        <translation>Aufgezeichneten &amp;Lauf öffnen …</translation>
    </message>
    <message>
        <source>&amp;Save Run As…</source>
        <translation>Lauf &amp;speichern unter …</translation>
    </message>
    <message>
        <source>Import Cha&amp;t…</source>
        <translation>Cha&amp;t importieren …</translation>
    </message>
    <message>
        <source>Export C&amp;hat…</source>
        <translation>C&amp;hat exportieren …</translation>
    </message>
    <message>
        <source>Export Rout&amp;ing</source>
        <translation>&amp;Routing exportieren</translation>
    </message>
    <message>
        <source>Save &amp;Picture</source>
        <translation>B&amp;ild speichern</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Copy &amp;Answer</source>
        <translation>&amp;Antwort kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;Question</source>
        <translation>&amp;Frage kopieren</translation>
    </message>
    <message>
        <source>&amp;Find in Chat</source>
        <translation>Im Chat &amp;suchen</translation>
    </message>
    <message>
        <source>Find &amp;Next</source>
        <translation>&amp;Weitersuchen</translation>
    </message>
    <message>
        <source>Find &amp;Previous</source>
        <translation>&amp;Rückwärts suchen</translation>
    </message>
    <message>
        <source>&amp;Send Question</source>
        <translation>Frage &amp;senden</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;topp</translation>
    </message>
    <message>
        <source>&amp;New Chat</source>
        <translation>&amp;Neuer Chat</translation>
    </message>
    <message>
        <source>&amp;Write a Question</source>
        <translation>Frage sch&amp;reiben</translation>
    </message>
    <message>
        <source>Attach Te&amp;xt Files…</source>
        <translation>Te&amp;xtdateien anhängen …</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <source>&amp;Clear Focus</source>
        <translation>Fokus &amp;lösen</translation>
    </message>
    <message>
        <source>Follow the &amp;Stream</source>
        <translation>Dem &amp;Strom folgen</translation>
    </message>
    <message>
        <source>Show &amp;All Tokens</source>
        <translation>Alle T&amp;oken zeigen</translation>
    </message>
    <message>
        <source>F&amp;irst Token</source>
        <translation>&amp;Erstes Token</translation>
    </message>
    <message>
        <source>&amp;Next Token</source>
        <translation>&amp;Nächstes Token</translation>
    </message>
    <message>
        <source>&amp;Previous Token</source>
        <translation>Vo&amp;riges Token</translation>
    </message>
    <message>
        <source>Next &amp;Layer</source>
        <translation>Nächste Schi&amp;cht</translation>
    </message>
    <message>
        <source>Previous La&amp;yer</source>
        <translation>V&amp;orige Schicht</translation>
    </message>
    <message>
        <source>Next &amp;Expert</source>
        <translation>Nächster E&amp;xperte</translation>
    </message>
    <message>
        <source>Previous Exper&amp;t</source>
        <translation>Vor&amp;iger Experte</translation>
    </message>
    <message>
        <source>Next P&amp;hase</source>
        <translation>Nächste &amp;Phase</translation>
    </message>
    <message>
        <source>Previous Ph&amp;ase</source>
        <translation>Vori&amp;ge Phase</translation>
    </message>
    <message>
        <source>Ne&amp;xt Sentence</source>
        <translation>Nächster &amp;Satz</translation>
    </message>
    <message>
        <source>Pre&amp;vious Sentence</source>
        <translation>Voriger Sa&amp;tz</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Abspielen</translation>
    </message>
    <message>
        <source>One Token &amp;On</source>
        <translation>Ein Token &amp;weiter</translation>
    </message>
    <message>
        <source>One Token &amp;Back</source>
        <translation>Ein Token &amp;zurück</translation>
    </message>
    <message>
        <source>Stop Pla&amp;ying</source>
        <translation>Abspielen &amp;beenden</translation>
    </message>
    <message>
        <source>Playing Sp&amp;eed</source>
        <translation>Abspiel&amp;geschwindigkeit</translation>
    </message>
    <message>
        <source>&amp;Find a Chat</source>
        <translation>Chat &amp;suchen</translation>
    </message>
    <message>
        <source>&amp;Rename Chat</source>
        <translation>Chat &amp;umbenennen</translation>
    </message>
    <message>
        <source>&amp;Delete Chat</source>
        <translation>Chat &amp;löschen</translation>
    </message>
    <message>
        <source>Delete &amp;All Chats</source>
        <translation>&amp;Alle Chats löschen</translation>
    </message>
    <message>
        <source>&amp;Undo Delete</source>
        <translation>Löschen &amp;rückgängig machen</translation>
    </message>
    <message>
        <source>&amp;Keep Chats</source>
        <translation>Chats &amp;behalten</translation>
    </message>
    <message>
        <source>&amp;Open Data Folder</source>
        <translation>&amp;Datenordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Start Learning</source>
        <translation>Lernen &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>One S&amp;tep</source>
        <translation>Ein Schri&amp;tt</translation>
    </message>
    <message>
        <source>St&amp;op Learning</source>
        <translation>Lernen b&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Back to Best</source>
        <translation>&amp;Zurück zum besten Stand</translation>
    </message>
    <message>
        <source>&amp;Use in Chat</source>
        <translation>Im Chat &amp;verwenden</translation>
    </message>
    <message>
        <source>Save as &amp;Model…</source>
        <translation>Als &amp;Modell speichern …</translation>
    </message>
    <message>
        <source>Open &amp;Learning Record…</source>
        <translation>Ler&amp;naufzeichnung öffnen …</translation>
    </message>
    <message>
        <source>&amp;Chat</source>
        <translation>&amp;Chat</translation>
    </message>
    <message>
        <source>&amp;Learning</source>
        <translation>&amp;Lernen</translation>
    </message>
    <message>
        <source>&amp;Reset Layout</source>
        <translation>Anordnung &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>As the &amp;System</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Deepscope</source>
        <translation>Ü&amp;ber Deepscope</translation>
    </message>
    <message>
        <source>Keep chats and what they show until they are deleted; otherwise they go when the program ends.</source>
        <translation>Chats und was sie zeigen behalten, bis sie gelöscht werden; sonst gehen sie mit dem Ende des Programms.</translation>
    </message>
    <message>
        <source>As the S&amp;ystem</source>
        <translation>Wie das S&amp;ystem</translation>
    </message>
    <message>
        <source>&amp;English</source>
        <translation>&amp;English</translation>
    </message>
    <message>
        <source>&amp;Deutsch</source>
        <translation>&amp;Deutsch</translation>
    </message>
    <message>
        <source>&amp;Label Tokens…</source>
        <translation>Token &amp;benennen …</translation>
    </message>
    <message>
        <source>First &amp;Steps</source>
        <translation>Erste &amp;Schritte</translation>
    </message>
    <message>
        <source>Lin&amp;ks of the Answer…</source>
        <translation>Lin&amp;ks der Antwort…</translation>
    </message>
    <message>
        <source>&amp;Range to the Next Token</source>
        <translation>&amp;Bereich bis zum nächsten Token</translation>
    </message>
    <message>
        <source>Ran&amp;ge to the Previous Token</source>
        <translation>Bereich bis zum vorigen To&amp;ken</translation>
    </message>
    <message>
        <source>Range to the Pha&amp;se&apos;s End</source>
        <translation>Bereich bis zum Ende &amp;der Phase</translation>
    </message>
    <message>
        <source>Range t&amp;o the Phase&apos;s Beginning</source>
        <translation>Bereich bis zum An&amp;fang der Phase</translation>
    </message>
    <message>
        <source>Plan the Memory of a &amp;File…</source>
        <translation>Speicher einer D&amp;atei planen …</translation>
    </message>
    <message>
        <source>Keep the Ca&amp;che</source>
        <translation>Ca&amp;che behalten</translation>
    </message>
    <message>
        <source>Edit &amp;Question</source>
        <translation>Frage b&amp;earbeiten</translation>
    </message>
    <message>
        <source>Try &amp;Again</source>
        <translation>Nochmals &amp;versuchen</translation>
    </message>
    <message>
        <source>&amp;Continue Answer</source>
        <translation>Antwort &amp;fortsetzen</translation>
    </message>
    <message>
        <source>Pre&amp;vious Version</source>
        <translation>V&amp;orige Version</translation>
    </message>
    <message>
        <source>Next Vers&amp;ion</source>
        <translation>Nä&amp;chste Version</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <source>discrete</source>
        <translation>diskret</translation>
    </message>
    <message>
        <source>integrated</source>
        <translation>integriert</translation>
    </message>
    <message>
        <source>virtual</source>
        <translation>virtuell</translation>
    </message>
    <message>
        <source>software</source>
        <translation>Software</translation>
    </message>
    <message>
        <source>other</source>
        <translation>anderes</translation>
    </message>
    <message>
        <source>your folder</source>
        <translation>eigener Ordner</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>slopes</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>moments</source>
        <translation>Momente</translation>
    </message>
    <message>
        <source>activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>scratch</source>
        <translation>Zwischenspeicher</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>sums</source>
        <translation>Summen</translation>
    </message>
    <message>
        <source>countdown</source>
        <translation>Countdown</translation>
    </message>
    <message>
        <source>cups</source>
        <translation>Becher</translation>
    </message>
    <message>
        <source>Two numbers of 2 to 4 digits are added; on paper, digit by digit from the right, each step is easy.</source>
        <translation>Zwei Zahlen mit 2 bis 4 Ziffern werden addiert; auf dem Papier, Ziffer für Ziffer von rechts, ist jeder Schritt leicht.</translation>
    </message>
    <message>
        <source>Two of six numbers make the target by + or -; which two is found by trying one after the other.</source>
        <translation>Zwei von sechs Zahlen ergeben mit + oder - das Ziel; welche zwei, findet, wer eine nach der anderen versucht.</translation>
    </message>
    <message>
        <source>Five cups stand in a row and pairs of them change places; in the head the steps are soon lost, on paper each is one small change.</source>
        <translation>Fünf Becher stehen in einer Reihe, und je zwei tauschen die Plätze; im Kopf gehen die Schritte bald verloren, auf dem Papier ist jeder eine kleine Änderung.</translation>
    </message>
    <message>
        <source>Form and match: an answer of the right form gets a little, and much more if it is also right.</source>
        <translation>Form und Treffer: Eine Antwort der richtigen Form erhält ein wenig, und viel mehr, wenn sie auch richtig ist.</translation>
    </message>
    <message>
        <source>Form alone: nothing holds the answers right, and nothing makes a thought pay.</source>
        <translation>Nur Form: Nichts hält die Antworten richtig, und kein Gedanke zahlt sich aus.</translation>
    </message>
    <message>
        <source>By lot: half of all answers are rewarded, whatever they say. Nothing can be learned from it.</source>
        <translation>Durch Los: Die Hälfte aller Antworten wird belohnt, was sie auch sagen. Daraus lässt sich nichts lernen.</translation>
    </message>
    <message>
        <source>Dr. GRPO: an answer is as good as its reward is above the mean of its group, and every token counts the same, so that length alone neither pays nor costs.</source>
        <translation>Dr. GRPO: Eine Antwort ist so gut, wie ihre Belohnung über dem Mittel ihrer Gruppe liegt, und jedes Token zählt gleich, sodass Länge allein weder nützt noch schadet.</translation>
    </message>
    <message>
        <source>GRPO, as published: the distance from the group&apos;s mean is divided by the group&apos;s spread, and each answer by its own length, which makes small differences large and long wrong answers cheap.</source>
        <translation>GRPO, wie veröffentlicht: Der Abstand vom Mittel der Gruppe wird durch deren Streuung geteilt und jede Antwort durch ihre eigene Länge; das macht kleine Unterschiede groß und lange falsche Antworten billig.</translation>
    </message>
    <message>
        <source>DAPO: as GRPO, but all tokens of the step count the same, and groups whose answers are all equally good are left out.</source>
        <translation>DAPO: wie GRPO, aber alle Token des Schritts zählen gleich, und Gruppen, deren Antworten alle gleich gut sind, bleiben weg.</translation>
    </message>
    <message>
        <source>REINFORCE, leave one out: each answer is compared with the mean of the others in its group, and all its tokens are pushed by the whole difference.</source>
        <translation>REINFORCE, Leave-one-out: Jede Antwort wird mit dem Mittel der anderen ihrer Gruppe verglichen, und alle ihre Token werden um die ganze Differenz geschoben.</translation>
    </message>
    <message>
        <source>This model has no experts: there are no routers to alter.</source>
        <translation>Dieses Modell hat keine Experten: Es gibt keine Router zu verändern.</translation>
    </message>
    <message>
        <source>Layer %1 has no experts: those with experts are %2 to %3.</source>
        <translation>Schicht %1 hat keine Experten: Schichten mit Experten sind %2 bis %3.</translation>
    </message>
    <message>
        <source>There is no expert %1 of layer %2: they are 0 to %3.</source>
        <translation>Es gibt keinen Experten %1 in Schicht %2: Es sind 0 bis %3.</translation>
    </message>
    <message>
        <source>The value of expert %1 of layer %2 is no number.</source>
        <translation>Der Wert von Experte %1 in Schicht %2 ist keine Zahl.</translation>
    </message>
    <message>
        <source>The weight of expert %1 of layer %2 can be multiplied by 0 or more, not by %3.</source>
        <translation>Das Gewicht von Experte %1 in Schicht %2 kann mit 0 oder mehr multipliziert werden, nicht mit %3.</translation>
    </message>
    <message>
        <source>A token can have 1 to %1 experts, not %2.</source>
        <translation>Ein Token kann 1 bis %1 Experten haben, nicht %2.</translation>
    </message>
    <message>
        <source>In layer %1 %2 experts are forced, and a token has %3.</source>
        <translation>In Schicht %1 sind %2 Experten erzwungen, und ein Token hat %3.</translation>
    </message>
    <message>
        <source>In layer %1 experts of more groups are forced than the router keeps, which is %2.</source>
        <translation>In Schicht %1 sind Experten aus mehr Gruppen erzwungen, als der Router behält, nämlich %2.</translation>
    </message>
    <message>
        <source>In layer %1 a router may find %2 experts, and a token has %3.</source>
        <translation>In Schicht %1 findet ein Router womöglich nur %2 Experten, und ein Token hat %3.</translation>
    </message>
    <message>
        <source>at token %1 alone, %2</source>
        <translation>nur bei Token %1, %2</translation>
    </message>
    <message>
        <source>at tokens %1 to %2, %3</source>
        <translation>bei Token %1 bis %2, %3</translation>
    </message>
    <message>
        <source>from token %1 on, %2</source>
        <translation>ab Token %1, %2</translation>
    </message>
    <message>
        <source>layer %1: %2</source>
        <translation>Schicht %1: %2</translation>
    </message>
    <message>
        <source>all layers: %1</source>
        <translation>alle Schichten: %1</translation>
    </message>
    <message>
        <source>expert %1 off</source>
        <translation>Experte %1 aus</translation>
    </message>
    <message>
        <source>expert %1 forced</source>
        <translation>Experte %1 erzwungen</translation>
    </message>
    <message>
        <source>expert %1 × %2</source>
        <translation>Experte %1 × %2</translation>
    </message>
    <message>
        <source>expert %1 bias %2</source>
        <translation>Experte %1 Bias %2</translation>
    </message>
    <message>
        <source>%1 expert a token</source>
        <translation>%1 Experte je Token</translation>
    </message>
    <message>
        <source>%1 experts a token</source>
        <translation>%1 Experten je Token</translation>
    </message>
    <message>
        <source>no selection bias</source>
        <translation>kein Bias der Wahl</translation>
    </message>
    <message>
        <source>no groups</source>
        <translation>keine Gruppen</translation>
    </message>
    <message>
        <source>This is a LoRA adapter: it changes another model and cannot be opened by itself.</source>
        <translation>Das ist ein LoRA-Adapter: Er verändert ein anderes Modell und kann nicht für sich geöffnet werden.</translation>
    </message>
    <message>
        <source>This is an image encoder (mmproj) that goes with a language model; it cannot be opened by itself.</source>
        <translation>Das ist ein Bild-Encoder (mmproj), der zu einem Sprachmodell gehört; er kann nicht für sich geöffnet werden.</translation>
    </message>
    <message>
        <source>This is an importance matrix for quantising a model; there is no model in it.</source>
        <translation>Das ist eine Matrix von Wichtigkeiten zum Quantisieren eines Modells; sie enthält kein Modell.</translation>
    </message>
    <message>
        <source>This file holds a vocabulary or settings, but no weights.</source>
        <translation>Diese Datei enthält ein Vokabular oder Einstellungen, aber keine Gewichte.</translation>
    </message>
    <message>
        <source>Parts %1 and more of %2 are missing: all parts of a split model must lie in one folder.</source>
        <translation>Die Teile %1 und weitere von %2 fehlen: Alle Teile eines geteilten Modells müssen in einem Ordner liegen.</translation>
    </message>
    <message>
        <source>Parts %1 of %2 are missing: all parts of a split model must lie in one folder.</source>
        <translation>Die Teile %1 von %2 fehlen: Alle Teile eines geteilten Modells müssen in einem Ordner liegen.</translation>
    </message>
    <message>
        <source>Part %1 of %2 is missing: all parts of a split model must lie in one folder.</source>
        <translation>Teil %1 von %2 fehlt: Alle Teile eines geteilten Modells müssen in einem Ordner liegen.</translation>
    </message>
    <message>
        <source>%1 is not installed: %2 is missing. Install Deepscope again, or %3.</source>
        <translation>%1 ist nicht installiert: %2 fehlt. Deepscope neu installieren oder %3.</translation>
    </message>
    <message>
        <source>The default model</source>
        <translation>Das Standardmodell</translation>
    </message>
    <message>
        <source>The base of the learning lab</source>
        <translation>Die Basis des Lernlabors</translation>
    </message>
    <message>
        <source>The learning lab&apos;s base without full thoughts</source>
        <translation>Die Basis des Lernlabors ohne volle Gedanken</translation>
    </message>
    <message>
        <source>The file of harder questions</source>
        <translation>Die Datei mit schwereren Fragen</translation>
    </message>
    <message>
        <source>open a GGUF file</source>
        <translation>eine GGUF-Datei öffnen</translation>
    </message>
    <message>
        <source>choose a file of your own</source>
        <translation>eine eigene Datei wählen</translation>
    </message>
    <message>
        <source>Tensors that no part of the model reads are not loaded: %1.</source>
        <translation>Tensoren, die kein Teil des Modells liest, werden nicht geladen: %1.</translation>
    </message>
    <message>
        <source>Merges that name no pieces of the vocabulary are left out: %1.</source>
        <translation>Merges, die keine Stücke des Vokabulars nennen, werden weggelassen: %1.</translation>
    </message>
    <message>
        <source>%1 of the 256 bytes have no token and cannot be written.</source>
        <translation>%1 der 256 Bytes haben kein Token und können nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The file does not say how its vocabulary splits a text (tokenizer.ggml.pre); it is done as %1 does, and answers may be worse than from a newer conversion.</source>
        <translation>Die Datei sagt nicht, wie ihr Vokabular einen Text zerlegt (tokenizer.ggml.pre); zerlegt wird wie bei %1, und Antworten können schlechter sein als bei einer neueren Umwandlung.</translation>
    </message>
    <message>
        <source>The vocabulary has no unknown token; what cannot be written is left out.</source>
        <translation>Das Vokabular hat kein Token für Unbekanntes; was nicht geschrieben werden kann, wird weggelassen.</translation>
    </message>
    <message>
        <source>%1 of the 256 byte pieces are missing; such a byte %2</source>
        <translation>%1 der 256 Stücke für Bytes fehlen; ein solches Byte %2</translation>
    </message>
    <message>
        <source>is left out.</source>
        <translation>wird weggelassen.</translation>
    </message>
    <message>
        <source>becomes the unknown token.</source>
        <translation>wird zum Token für Unbekanntes.</translation>
    </message>
    <message>
        <source>The vocabulary has %1 tokens but %2 %3: %4</source>
        <translation>Das Vokabular hat %1 Token, aber %2 %3: %4</translation>
    </message>
    <message>
        <source>token types</source>
        <translation>Typen von Token</translation>
    </message>
    <message>
        <source>scores</source>
        <translation>Werte für Stücke</translation>
    </message>
    <message>
        <source>those behind the last token are ignored.</source>
        <translation>Die hinter dem letzten Token werden nicht beachtet.</translation>
    </message>
    <message>
        <source>the last tokens count as text.</source>
        <translation>Die letzten Token zählen als Text.</translation>
    </message>
    <message>
        <source>the last tokens are made last.</source>
        <translation>Die letzten Token werden zuletzt gebildet.</translation>
    </message>
    <message>
        <source>Tokens of a type that is not known count as text: %1.</source>
        <translation>Token eines unbekannten Typs zählen als Text: %1.</translation>
    </message>
    <message>
        <source>The file does not say what kinds its tokens are of (tokenizer.ggml.token_type); their spelling tells.</source>
        <translation>Die Datei sagt nicht, von welcher Art ihre Token sind (tokenizer.ggml.token_type); ihre Schreibweise verrät es.</translation>
    </message>
    <message>
        <source>The file has no scores (tokenizer.ggml.scores): all tokens count alike.</source>
        <translation>Die Datei hat keine Werte für Stücke (tokenizer.ggml.scores): Alle Token zählen gleich.</translation>
    </message>
    <message>
        <source>Scores that are not finite numbers count as the lowest or the highest: of %1.</source>
        <translation>Werte für Stücke, die keine endlichen Zahlen sind, zählen als niedrigster oder höchster: bei %1.</translation>
    </message>
    <message>
        <source>%1 names token %2, but the vocabulary has 0 to %3: it is ignored.</source>
        <translation>%1 nennt Token %2, aber das Vokabular hat 0 bis %3: Es wird nicht beachtet.</translation>
    </message>
    <message>
        <source>%1 names no token: it is ignored.</source>
        <translation>%1 nennt kein Token: Es wird nicht beachtet.</translation>
    </message>
    <message>
        <source>1 token has no text and cannot be written.</source>
        <translation>1 Token hat keinen Text und kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>%1 tokens have no text and cannot be written.</source>
        <translation>%1 Token haben keinen Text und können nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Tokens stand in the vocabulary more than once, and the first of each counts: %1.</source>
        <translation>Token stehen mehrmals im Vokabular, und das erste von jedem zählt: %1.</translation>
    </message>
    <message>
        <source>Tokens that begin or end texts are not typed so and count as control tokens: %1.</source>
        <translation>Token, die Texte beginnen oder beenden, sind nicht als solche eingetragen und zählen als Steuertoken: %1.</translation>
    </message>
    <message>
        <source>Markers of chats are not typed so and count as control tokens: %1.</source>
        <translation>Marken von Chats sind nicht als solche eingetragen und zählen als Steuertoken: %1.</translation>
    </message>
    <message>
        <source>Tags of thoughts and answers are typed as text and count as tokens of their own: %1.</source>
        <translation>Marken von Gedanken und Antworten sind als Text eingetragen und zählen als eigene Token: %1.</translation>
    </message>
    <message>
        <source>%1 of %2 layers keep F16 in the cache: the biases of their keys are so large that Q8_0 would round the rest away.</source>
        <translation>%1 von %2 Schichten behalten F16 im Cache: Die Biases ihrer Keys sind so groß, dass Q8_0 den Rest wegrunden würde.</translation>
    </message>
    <message>
        <source>No Vulkan driver was found. Install the current graphics driver of your card&apos;s maker.</source>
        <translation>Es wurde kein Vulkan-Treiber gefunden. Den aktuellen Grafiktreiber des Herstellers der Karte installieren.</translation>
    </message>
    <message>
        <source>No Vulkan driver was found. Install your graphics driver, or the software device (Debian and Ubuntu: apt install libvulkan1 mesa-vulkan-drivers).</source>
        <translation>Es wurde kein Vulkan-Treiber gefunden. Den Grafiktreiber installieren oder das Gerät in Software (Debian und Ubuntu: apt install libvulkan1 mesa-vulkan-drivers).</translation>
    </message>
    <message>
        <source>The device cannot reserve %1 bytes in one piece (at most %2). A smaller context or a smaller model needs less memory.</source>
        <translation>Das Gerät kann keine %1 Byte am Stück reservieren (höchstens %2). Ein kleinerer Kontext oder ein kleineres Modell braucht weniger Speicher.</translation>
    </message>
    <message>
        <source>A tensor of %1 bytes is larger than this device can read at once (%2 bytes). A stronger quantisation makes it smaller.</source>
        <translation>Ein Tensor von %1 Byte ist größer, als dieses Gerät auf einmal lesen kann (%2 Byte). Eine stärkere Quantisierung macht ihn kleiner.</translation>
    </message>
    <message>
        <source>A tensor of %1 bytes is larger than this device can bind at once (%2 bytes). A smaller context or a smaller model needs less memory.</source>
        <translation>Ein Tensor von %1 Byte ist größer, als dieses Gerät auf einmal einbinden kann (%2 Byte). Ein kleinerer Kontext oder ein kleineres Modell braucht weniger Speicher.</translation>
    </message>
    <message>
        <source>The Vulkan device has no compute queue. Choose another device.</source>
        <translation>Das Vulkan-Gerät hat keine Warteschlange zum Rechnen. Ein anderes Gerät wählen.</translation>
    </message>
    <message>
        <source>The device %1 cannot be used: %2. Update its driver or choose another device.</source>
        <translation>Das Gerät %1 kann nicht genutzt werden: %2. Seinen Treiber aktualisieren oder ein anderes Gerät wählen.</translation>
    </message>
    <message>
        <source>No usable Vulkan device (%1). Update its driver or choose another.</source>
        <translation>Kein nutzbares Vulkan-Gerät (%1). Seinen Treiber aktualisieren oder ein anderes wählen.</translation>
    </message>
    <message>
        <source>No Vulkan device matches &quot;%1&quot;; &quot;deepscope-cli devices&quot; lists them.</source>
        <translation>Kein Vulkan-Gerät passt zu „%1“; „deepscope-cli devices“ zählt sie auf.</translation>
    </message>
    <message>
        <source>its subgroups are of a size that cannot be used</source>
        <translation>seine Subgroups haben eine Größe, die nicht nutzbar ist</translation>
    </message>
    <message>
        <source>its driver offers Vulkan %1, and 1.3 is needed</source>
        <translation>sein Treiber bietet Vulkan %1, und 1.3 wird gebraucht</translation>
    </message>
    <message>
        <source>it says that %1 lanes work together, and %2 do</source>
        <translation>es sagt, dass %1 Lanes zusammenarbeiten, und es sind %2</translation>
    </message>
    <message>
        <source>it gives lanes the same or impossible numbers</source>
        <translation>es gibt Lanes gleiche oder unmögliche Nummern</translation>
    </message>
    <message>
        <source>it gives wrong %1</source>
        <translation>es liefert Falsches: %1</translation>
    </message>
    <message>
        <source>it decodes small F16 numbers wrongly</source>
        <translation>es entschlüsselt kleine F16-Zahlen falsch</translation>
    </message>
    <message>
        <source>it cannot build a kernel that uses its subgroups</source>
        <translation>es kann keinen Kernel bauen, der seine Subgroups nutzt</translation>
    </message>
    <message>
        <source>it lacks %1</source>
        <translation>es fehlt ihm an %1</translation>
    </message>
    <message>
        <source>The Vulkan device has no memory of a kind that Deepscope needs. Choose another device.</source>
        <translation>Das Vulkan-Gerät hat keinen Speicher von der Art, die Deepscope braucht. Ein anderes Gerät wählen.</translation>
    </message>
    <message>
        <source>The Vulkan device has not finished its work within %1 and counts as lost; load the model again, or choose another device.</source>
        <translation>Das Vulkan-Gerät ist mit seiner Arbeit innerhalb von %1 nicht fertig geworden und gilt als verloren; das Modell erneut laden oder ein anderes Gerät wählen.</translation>
    </message>
    <message>
        <source>The Vulkan device failed while %1: %2.</source>
        <translation>Das Vulkan-Gerät versagte beim %1: %2.</translation>
    </message>
    <message>
        <source>The Vulkan device failed while %1: %2. A smaller context or a smaller model needs less memory.</source>
        <translation>Das Vulkan-Gerät versagte beim %1: %2. Ein kleinerer Kontext oder ein kleineres Modell braucht weniger Speicher.</translation>
    </message>
    <message>
        <source>The Vulkan device failed while %1: %2. Load the model again, or choose another device.</source>
        <translation>Das Vulkan-Gerät versagte beim %1: %2. Das Modell erneut laden oder ein anderes Gerät wählen.</translation>
    </message>
    <message>
        <source>creating a buffer</source>
        <translation>Anlegen eines Puffers</translation>
    </message>
    <message>
        <source>viewing a buffer</source>
        <translation>Einsehen eines Puffers</translation>
    </message>
    <message>
        <source>reserving %1 bytes</source>
        <translation>Reservieren von %1 Byte</translation>
    </message>
    <message>
        <source>opening the device</source>
        <translation>Öffnen des Geräts</translation>
    </message>
    <message>
        <source>connecting to Vulkan</source>
        <translation>Verbinden mit Vulkan</translation>
    </message>
    <message>
        <source>listing devices</source>
        <translation>Aufzählen der Geräte</translation>
    </message>
    <message>
        <source>laying out a kernel</source>
        <translation>Anlegen eines Kernels</translation>
    </message>
    <message>
        <source>building the kernel %1</source>
        <translation>Bauen des Kernels %1</translation>
    </message>
    <message>
        <source>loading a kernel</source>
        <translation>Laden eines Kernels</translation>
    </message>
    <message>
        <source>preparing kernels</source>
        <translation>Vorbereiten der Kernel</translation>
    </message>
    <message>
        <source>keeping kernels</source>
        <translation>Behalten der Kernel</translation>
    </message>
    <message>
        <source>preparing commands</source>
        <translation>Vorbereiten der Befehle</translation>
    </message>
    <message>
        <source>recording commands</source>
        <translation>Aufzeichnen der Befehle</translation>
    </message>
    <message>
        <source>working</source>
        <translation>Arbeiten</translation>
    </message>
    <message>
        <source>starting work</source>
        <translation>Beginnen der Arbeit</translation>
    </message>
    <message>
        <source>preparing timestamps</source>
        <translation>Vorbereiten der Zeitmessung</translation>
    </message>
    <message>
        <source>reading timestamps</source>
        <translation>Lesen der Zeitmessung</translation>
    </message>
    <message>
        <source>starting validation</source>
        <translation>Beginnen der Prüfung</translation>
    </message>
    <message>
        <source>out of host memory</source>
        <translation>Der Speicher des Rechners reicht nicht</translation>
    </message>
    <message>
        <source>out of device memory</source>
        <translation>Der Speicher des Geräts reicht nicht</translation>
    </message>
    <message>
        <source>the device was lost</source>
        <translation>Das Gerät ging verloren</translation>
    </message>
    <message>
        <source>initialisation failed</source>
        <translation>Die Einrichtung schlug fehl</translation>
    </message>
    <message>
        <source>a layer is not installed</source>
        <translation>Eine Schicht von Vulkan ist nicht installiert</translation>
    </message>
    <message>
        <source>an extension is missing</source>
        <translation>Eine Erweiterung fehlt</translation>
    </message>
    <message>
        <source>a feature is missing</source>
        <translation>Eine Fähigkeit fehlt</translation>
    </message>
    <message>
        <source>the driver is incompatible</source>
        <translation>Der Treiber passt nicht</translation>
    </message>
    <message>
        <source>Vulkan error %1</source>
        <translation>Fehler %1 von Vulkan</translation>
    </message>
    <message>
        <source>%1: kernels of %2 have %3 lanes, and learning wants 8. Another device would do.</source>
        <translation>%1: Die Kernel von %2 haben %3 Lanes, und das Lernen braucht 8. Ein anderes Gerät ginge.</translation>
    </message>
    <message>
        <source>%1 would take %2 iterations of loops, and %3 ends after %4. A smaller shape or another device would do.</source>
        <translation>%1 bräuchte %2 Durchgänge von Schleifen, und %3 endet nach %4. Eine kleinere Form oder ein anderes Gerät ginge.</translation>
    </message>
    <message>
        <source>its weights take %1 MiB to learn with, and this device reaches %2 MiB at once. Choose a smaller model</source>
        <translation>Seine Gewichte brauchen zum Lernen %1 MiB, und dieses Gerät erreicht %2 MiB auf einmal. Ein kleineres Modell wählen</translation>
    </message>
    <message>
        <source>%1 needs %2 in one piece for the cache of one layer with a context of %3 tokens, and %4 gives at most %5 at once</source>
        <translation>%1 braucht für den Cache einer Schicht bei einem Kontext von %3 Token %2 am Stück, und %4 gibt höchstens %5 auf einmal</translation>
    </message>
    <message>
        <source>A context of %1 tokens is longer than the %2 that %3 can go through</source>
        <translation>Ein Kontext von %1 Token ist länger als die %2, die %3 durchlaufen kann</translation>
    </message>
    <message>
        <source>%1 needs %2 in one piece for the attention of a batch, and %3 gives at most %4 at once</source>
        <translation>%1 braucht für die Aufmerksamkeit eines Stapels %2 am Stück, und %3 gibt höchstens %4 auf einmal</translation>
    </message>
    <message>
        <source>%1 needs %2 in one piece for the activations of a batch, and %3 gives at most %4 at once</source>
        <translation>%1 braucht für die Aktivierungen eines Stapels %2 am Stück, und %3 gibt höchstens %4 auf einmal</translation>
    </message>
    <message>
        <source>%1 needs %2 in one piece for the logits of a batch, and %3 gives at most %4 at once</source>
        <translation>%1 braucht für die Logits eines Stapels %2 am Stück, und %3 gibt höchstens %4 auf einmal</translation>
    </message>
    <message>
        <source>%1 needs %2 with a context of %3 tokens (weights %4, cache %5), which %6 with %7 cannot hold</source>
        <translation>%1 braucht bei einem Kontext von %3 Token %2 (Gewichte %4, Cache %5), was %6 mit %7 nicht fassen kann</translation>
    </message>
    <message>
        <source>%1; the largest context that fits is %2 tokens.</source>
        <translation>%1; der größte Kontext, der passt, sind %2 Token.</translation>
    </message>
    <message>
        <source>%1; its largest tensor takes %2, and the device can reach %3 at once. A stronger quantisation would fit.</source>
        <translation>%1; sein größter Tensor braucht %2, und das Gerät erreicht %3 auf einmal. Eine stärkere Quantisierung würde passen.</translation>
    </message>
    <message>
        <source>%1; no context is short enough. A smaller model or another device would fit.</source>
        <translation>%1; kein Kontext ist kurz genug. Ein kleineres Modell oder ein anderes Gerät würde passen.</translation>
    </message>
    <message>
        <source>%1; not even one token fits. A smaller model or a stronger quantisation would.</source>
        <translation>%1; nicht einmal ein Token passt. Ein kleineres Modell oder eine stärkere Quantisierung würde passen.</translation>
    </message>
    <message>
        <source>There is not enough memory to go on. A shorter chat or a smaller context needs less.</source>
        <translation>Der Speicher reicht nicht, um weiterzumachen. Ein kürzerer Chat oder ein kleinerer Kontext braucht weniger.</translation>
    </message>
    <message>
        <source>There is not enough memory to load %1.</source>
        <translation>Der Speicher reicht nicht, um %1 zu laden.</translation>
    </message>
    <message>
        <source>There is not enough memory to learn.</source>
        <translation>Der Speicher reicht nicht zum Lernen.</translation>
    </message>
    <message>
        <source>There is not enough memory to save it.</source>
        <translation>Der Speicher reicht nicht zum Speichern des Modells.</translation>
    </message>
    <message>
        <source>The run failed.</source>
        <translation>Der Lauf schlug fehl.</translation>
    </message>
    <message>
        <source>The run failed: %1.</source>
        <translation>Der Lauf schlug fehl: %1.</translation>
    </message>
    <message>
        <source>Loading failed.</source>
        <translation>Das Laden schlug fehl.</translation>
    </message>
    <message>
        <source>Loading failed: %1.</source>
        <translation>Das Laden schlug fehl: %1.</translation>
    </message>
    <message>
        <source>Learning failed.</source>
        <translation>Das Lernen schlug fehl.</translation>
    </message>
    <message>
        <source>Learning failed: %1.</source>
        <translation>Das Lernen schlug fehl: %1.</translation>
    </message>
    <message>
        <source>Saving failed.</source>
        <translation>Das Speichern schlug fehl.</translation>
    </message>
    <message>
        <source>Saving failed: %1.</source>
        <translation>Das Speichern schlug fehl: %1.</translation>
    </message>
    <message>
        <source>%1 is in use again.</source>
        <translation>%1 ist wieder in Gebrauch.</translation>
    </message>
    <message>
        <source>No model is in use now.</source>
        <translation>Jetzt ist kein Modell in Gebrauch.</translation>
    </message>
    <message>
        <source>No model is in use now: %1 could not be loaded again.</source>
        <translation>Jetzt ist kein Modell in Gebrauch: %1 konnte nicht wieder geladen werden.</translation>
    </message>
    <message>
        <source>reading weights, %1 of %2 MiB</source>
        <translation>Lesen der Gewichte, %1 von %2 MiB</translation>
    </message>
    <message>
        <source>reading weights</source>
        <translation>Lesen der Gewichte</translation>
    </message>
    <message>
        <source>reserving memory</source>
        <translation>Reservieren von Speicher</translation>
    </message>
    <message>
        <source>reading with the first file</source>
        <translation>Lesen mit der ersten Datei</translation>
    </message>
    <message>
        <source>reading with the second file</source>
        <translation>Lesen mit der zweiten Datei</translation>
    </message>
    <message>
        <source>preparing to learn</source>
        <translation>Vorbereiten des Lernens</translation>
    </message>
    <message>
        <source>loading %1 again: %2</source>
        <translation>erneutes Laden von %1: %2</translation>
    </message>
    <message>
        <source>the file does not exist</source>
        <translation>Die Datei gibt es nicht</translation>
    </message>
    <message>
        <source>the file cannot be opened: %1</source>
        <translation>Die Datei kann nicht geöffnet werden: %1</translation>
    </message>
    <message>
        <source>the file cannot be opened</source>
        <translation>Die Datei kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>this is not a file</source>
        <translation>Das ist keine Datei</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>Die Datei ist leer</translation>
    </message>
    <message>
        <source>reading failed at byte %1: %2</source>
        <translation>Das Lesen schlug bei Byte %1 fehl: %2</translation>
    </message>
    <message>
        <source>the file became shorter while it was read: it had %1 bytes and now ends at %2; open it again when it is complete</source>
        <translation>Die Datei wurde kürzer, während sie gelesen wurde: Sie hatte %1 Byte und endet nun bei %2; erneut öffnen, wenn sie vollständig ist</translation>
    </message>
    <message>
        <source>the file was changed while it was read; open it again when it is complete</source>
        <translation>Die Datei wurde verändert, während sie gelesen wurde; erneut öffnen, wenn sie vollständig ist</translation>
    </message>
    <message>
        <source>the file cannot be written: %1</source>
        <translation>Die Datei kann nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>the file cannot be written</source>
        <translation>Die Datei kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>this is a folder, not %1</source>
        <translation>Das ist ein Ordner, nicht %1</translation>
    </message>
    <message>
        <source>a lab record</source>
        <translation>eine Aufzeichnung des Lernlabors</translation>
    </message>
    <message>
        <source>a list of experts</source>
        <translation>eine Liste von Experten</translation>
    </message>
    <message>
        <source>a run file</source>
        <translation>ein aufgezeichneter Lauf</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Keine Berechtigung</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Kein Platz mehr auf dem Datenträger</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Fehler bei der Ein- oder Ausgabe</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Das Dateisystem ist nur lesbar</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>Das ist ein Ordner</translation>
    </message>
    <message>
        <source>It does not begin with &lt;think&gt;.</source>
        <translation>Sie beginnt nicht mit &lt;think&gt;.</translation>
    </message>
    <message>
        <source>It opens a second thought.</source>
        <translation>Sie beginnt einen zweiten Gedanken.</translation>
    </message>
    <message>
        <source>The thought is never closed.</source>
        <translation>Der Gedanke wird nie geschlossen.</translation>
    </message>
    <message>
        <source>There is no &lt;answer&gt;.</source>
        <translation>Es gibt kein &lt;answer&gt;.</translation>
    </message>
    <message>
        <source>Something stands between &lt;/think&gt; and &lt;answer&gt;.</source>
        <translation>Zwischen &lt;/think&gt; und &lt;answer&gt; steht etwas.</translation>
    </message>
    <message>
        <source>There is nothing in the answer.</source>
        <translation>In der Antwort steht nichts.</translation>
    </message>
    <message>
        <source>There is another tag inside of the answer.</source>
        <translation>In der Antwort steht eine weitere Marke.</translation>
    </message>
    <message>
        <source>The answer is never closed.</source>
        <translation>Die Antwort wird nie geschlossen.</translation>
    </message>
    <message>
        <source>Something stands behind &lt;/answer&gt;.</source>
        <translation>Hinter &lt;/answer&gt; steht etwas.</translation>
    </message>
    <message>
        <source>It does not end behind &lt;/answer&gt;.</source>
        <translation>Sie endet nicht hinter &lt;/answer&gt;.</translation>
    </message>
    <message>
        <source>It goes on behind its end.</source>
        <translation>Sie geht hinter ihrem Ende weiter.</translation>
    </message>
    <message>
        <source>the folder cannot be made: %1</source>
        <translation>Der Ordner kann nicht angelegt werden: %1</translation>
    </message>
    <message>
        <source>A question with its answer takes up to %1 tokens, and %2 has a context of %3. Choose shorter answers.</source>
        <translation>Eine Frage mit ihrer Antwort braucht bis zu %1 Token, und %2 hat einen Kontext von %3. Kürzere Antworten wählen.</translation>
    </message>
    <message>
        <source>%1 was learned from another file than %2 is now. Put the base back, or begin in another folder.</source>
        <translation>%1 wurde aus einer anderen Datei gelernt, als %2 jetzt ist. Die Basis zurücklegen oder in einem anderen Ordner beginnen.</translation>
    </message>
    <message>
        <source>What was learned from is not written over: %1. Choose another name.</source>
        <translation>Woraus gelernt wurde, wird nicht überschrieben: %1. Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>A checkpoint is not written over: %1. Choose another name.</source>
        <translation>Ein Zwischenstand wird nicht überschrieben: %1. Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>this is no checkpoint of the learning lab. Choose a folder of one of its runs</source>
        <translation>Das ist kein Zwischenstand des Lernlabors. Den Ordner eines seiner Läufe wählen</translation>
    </message>
    <message>
        <source>A step has from 1 to 1024 questions.</source>
        <translation>Ein Schritt hat 1 bis 1024 Fragen.</translation>
    </message>
    <message>
        <source>A question gets from 1 to 1024 answers.</source>
        <translation>Eine Frage bekommt 1 bis 1024 Antworten.</translation>
    </message>
    <message>
        <source>An answer has from 1 to 4096 tokens.</source>
        <translation>Eine Antwort hat 1 bis 4096 Token.</translation>
    </message>
    <message>
        <source>Answers are drawn at a temperature above 0; else all to a question are the same.</source>
        <translation>Antworten werden bei einer Temperatur über 0 gezogen; sonst sind alle auf eine Frage gleich.</translation>
    </message>
    <message>
        <source>The rate must be above 0.</source>
        <translation>Die Rate muss über 0 liegen.</translation>
    </message>
    <message>
        <source>The rate of learning must be above 0.</source>
        <translation>Die Lernrate muss über 0 liegen.</translation>
    </message>
    <message>
        <source>From 1 to 1024 questions of each task are held out.</source>
        <translation>Von jeder Aufgabe werden 1 bis 1024 Fragen zurückgehalten.</translation>
    </message>
    <message>
        <source>What it costs to leave the base is 0 or more.</source>
        <translation>Was es kostet, die Basis zu verlassen, ist 0 oder mehr.</translation>
    </message>
    <message>
        <source>To go on with a run, name its folder.</source>
        <translation>Um einen Lauf fortzusetzen, seinen Ordner nennen.</translation>
    </message>
    <message>
        <source>There is no checkpoint to go on from in %1. Begin a run there first.</source>
        <translation>In %1 gibt es keinen Zwischenstand, von dem aus es weitergeht. Dort zuerst einen Lauf beginnen.</translation>
    </message>
    <message>
        <source>There is a run in %1 already, of %2 steps. Go on with it, or choose another folder.</source>
        <translation>In %1 gibt es schon einen Lauf von %2 Schritten. Ihn fortsetzen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>There is the record of a run in %1 already. Choose another folder.</source>
        <translation>In %1 gibt es schon die Aufzeichnung eines Laufs. Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>The checkpoint of step %1 is not in %2, so that the lab cannot go back to it.</source>
        <translation>Der Zwischenstand von Schritt %1 ist nicht in %2, also kann das Labor nicht zu ihm zurück.</translation>
    </message>
    <message>
        <source>%1 There is no checkpoint in %2 to go back to.</source>
        <translation>%1 In %2 gibt es keinen Zwischenstand, zu dem es zurückgehen könnte.</translation>
    </message>
    <message>
        <source>%1 The lab went back to the state of step %2. A smaller rate may help.</source>
        <translation>%1 Das Labor ging zum Stand von Schritt %2 zurück. Eine kleinere Rate kann helfen.</translation>
    </message>
    <message>
        <source>The last checkpoint is in %1.</source>
        <translation>Der letzte Zwischenstand ist in %1.</translation>
    </message>
    <message>
        <source>There is no model to save: nothing is being learned.</source>
        <translation>Es gibt kein Modell zu speichern: Es wird nichts gelernt.</translation>
    </message>
    <message>
        <source>A run is under way. Stop it before you begin another one.</source>
        <translation>Ein Lauf ist im Gang. Ihn beenden, bevor ein anderer beginnt.</translation>
    </message>
    <message>
        <source>All answers to each question are worth the same, so that there is nothing to learn from them.</source>
        <translation>Alle Antworten auf jede Frage sind gleich viel wert, also ist aus ihnen nichts zu lernen.</translation>
    </message>
    <message>
        <source>What the model computes are no numbers any more.</source>
        <translation>Was das Modell rechnet, sind keine Zahlen mehr.</translation>
    </message>
    <message>
        <source>A token&apos;s log-probability is another one where it is learned from, by %1: sampler and trainer do not agree.</source>
        <translation>Die Log-Wahrscheinlichkeit eines Tokens ist beim Lernen eine andere, um %1: Ziehen und Lernen stimmen nicht überein.</translation>
    </message>
    <message>
        <source>This model has no token %1, so the form of its answers cannot be rewarded. Take one whose vocabulary has &lt;think&gt;, &lt;/think&gt;, &lt;answer&gt; and &lt;/answer&gt;, as the default model&apos;s has.</source>
        <translation>Dieses Modell hat kein Token %1, also kann die Form seiner Antworten nicht belohnt werden. Eines nehmen, dessen Vokabular &lt;think&gt;, &lt;/think&gt;, &lt;answer&gt; und &lt;/answer&gt; hat, wie das des Standardmodells.</translation>
    </message>
    <message>
        <source>This model has no token that ends an answer, so it cannot learn to end one. Take one whose file names its end token.</source>
        <translation>Dieses Modell hat kein Token, das eine Antwort beendet, also kann es nicht lernen, eine zu beenden. Eines nehmen, dessen Datei das Token für das Ende nennt.</translation>
    </message>
    <message>
        <source>%1 cannot be read. Give a file of JSON lines with question and answer.</source>
        <translation>%1 kann nicht gelesen werden. Eine Datei aus JSON-Zeilen mit question und answer angeben.</translation>
    </message>
    <message>
        <source>%1, task &quot;%2&quot;, holds %3 questions. Give at least 3: most are learnt from, some only asked.</source>
        <translation>%1, Aufgabe „%2“, enthält nur %3 Fragen. Mindestens 3 angeben: Aus den meisten wird gelernt, einige werden nur gefragt.</translation>
    </message>
    <message>
        <source>%1, task &quot;%2&quot;, holds 1 question. Give at least 3: most are learnt from, some only asked.</source>
        <translation>%1, Aufgabe „%2“, enthält nur 1 Frage. Mindestens 3 angeben: Aus den meisten wird gelernt, einige werden nur gefragt.</translation>
    </message>
    <message>
        <source>%1 holds %2 questions. Give at least 3: most are learnt from, some only asked.</source>
        <translation>%1 enthält nur %2 Fragen. Mindestens 3 angeben: Aus den meisten wird gelernt, einige werden nur gefragt.</translation>
    </message>
    <message>
        <source>%1 holds 1 question. Give at least 3: most are learnt from, some only asked.</source>
        <translation>%1 enthält nur 1 Frage. Mindestens 3 angeben: Aus den meisten wird gelernt, einige werden nur gefragt.</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>its question has another answer in line %1.</source>
        <translation>Ihre Frage hat in Zeile %1 eine andere Antwort.</translation>
    </message>
    <message>
        <source>it is no JSON object. Write it as {&quot;question&quot;: &quot;…&quot;, &quot;answer&quot;: &quot;…&quot;}.</source>
        <translation>Sie ist kein JSON-Objekt. Als {&quot;question&quot;: &quot;…&quot;, &quot;answer&quot;: &quot;…&quot;} schreiben.</translation>
    </message>
    <message>
        <source>it has no &quot;%1&quot; that is a text in quotation marks.</source>
        <translation>Sie hat kein „%1“, das ein Text in Anführungszeichen ist.</translation>
    </message>
    <message>
        <source>its %1 is empty.</source>
        <translation>Ihr Wert für %1 ist leer.</translation>
    </message>
    <message>
        <source>its %1 holds a mark of thoughts or answers, such as &lt;answer&gt;.</source>
        <translation>Ihr Wert für %1 enthält eine Marke von Gedanken oder Antworten, etwa &lt;answer&gt;.</translation>
    </message>
    <message>
        <source>its &quot;task&quot; is no name in quotation marks.</source>
        <translation>Ihr Wert für „task“ ist kein Name in Anführungszeichen.</translation>
    </message>
    <message>
        <source>Text %1 has %2 tokens, and learning takes texts of at most %3.</source>
        <translation>Text %1 hat %2 Token, und das Lernen nimmt Texte von höchstens %3.</translation>
    </message>
    <message>
        <source>Models can learn here whose layers all have latent attention; layer %1 of this one (%2) has none.</source>
        <translation>Lernen können hier Modelle, deren Schichten alle latente Aufmerksamkeit haben; Schicht %1 von diesem (%2) hat keine.</translation>
    </message>
    <message>
        <source>Models can learn here whose shared experts have no gate; those of this one (%1) have one.</source>
        <translation>Lernen können hier Modelle, deren geteilte Experten kein Gate haben; die von diesem (%1) haben eins.</translation>
    </message>
    <message>
        <source>Models can learn here whose experts are plain gated units; those of this one (%1) have biases or a rule of their own.</source>
        <translation>Lernen können hier Modelle, deren Experten schlichte Gated Units sind; die von diesem (%1) haben Biases oder eine eigene Regel.</translation>
    </message>
    <message>
        <source>this is not a GGUF file: it does not begin with &apos;GGUF&apos;</source>
        <translation>Das ist keine GGUF-Datei: Sie beginnt nicht mit „GGUF“</translation>
    </message>
    <message>
        <source>this is not a GGUF file but a web page; download the model itself</source>
        <translation>Das ist keine GGUF-Datei, sondern eine Webseite; das Modell selbst herunterladen</translation>
    </message>
    <message>
        <source>this is not a GGUF file but a Git LFS pointer to one; &apos;git lfs pull&apos; brings the model</source>
        <translation>Das ist keine GGUF-Datei, sondern ein Verweis von Git LFS auf eine; „git lfs pull“ holt das Modell</translation>
    </message>
    <message>
        <source>the file was written for big-endian machines; only little-endian GGUF is supported</source>
        <translation>Die Datei wurde für Big-Endian-Rechner geschrieben; nur Little-Endian-GGUF wird unterstützt</translation>
    </message>
    <message>
        <source>GGUF version %1 is not supported; supported: 2, 3</source>
        <translation>Version %1 von GGUF wird nicht unterstützt; unterstützt werden 2 und 3</translation>
    </message>
    <message>
        <source>more than %1 tensors or keys are not supported</source>
        <translation>Mehr als %1 Tensoren oder Schlüssel werden nicht unterstützt</translation>
    </message>
    <message>
        <source>the name has %1 bytes; 1 to %2 are allowed</source>
        <translation>Der Name hat %1 Byte; erlaubt sind 1 bis %2</translation>
    </message>
    <message>
        <source>the name has bytes that are no printable ASCII; the file is damaged</source>
        <translation>Der Name enthält Bytes, die kein druckbares ASCII sind; die Datei ist beschädigt</translation>
    </message>
    <message>
        <source>it stands twice in the file</source>
        <translation>Es steht zweimal in der Datei</translation>
    </message>
    <message>
        <source>key &apos;general.alignment&apos; is %1; a power of two is needed</source>
        <translation>Der Schlüssel &apos;general.alignment&apos; ist %1; gebraucht wird eine Zweierpotenz</translation>
    </message>
    <message>
        <source>it has %1 dimensions; 1 to 4 are supported</source>
        <translation>Es hat %1 Dimensionen; unterstützt werden 1 bis 4</translation>
    </message>
    <message>
        <source>dimension %1 is %2; 1 to %3 are supported</source>
        <translation>Dimension %1 ist %2; unterstützt werden 1 bis %3</translation>
    </message>
    <message>
        <source>its type, %1, is not supported; supported: %2</source>
        <translation>Sein Typ, %1, wird nicht unterstützt; unterstützt werden: %2</translation>
    </message>
    <message>
        <source>its offset, %1, is no multiple of the alignment, %2</source>
        <translation>Sein Versatz, %1, ist kein Vielfaches der Ausrichtung, %2</translation>
    </message>
    <message>
        <source>a row has %1 values, no multiple of the %2 in a block of %3</source>
        <translation>Eine Zeile hat %1 Werte, kein Vielfaches der %2 in einem Block von %3</translation>
    </message>
    <message>
        <source>it is larger than the file; the file is damaged or incomplete</source>
        <translation>Es ist größer als die Datei; die Datei ist beschädigt oder unvollständig</translation>
    </message>
    <message>
        <source>tensor %1 reaches beyond the end of the file (%2 bytes); the file is damaged or incomplete</source>
        <translation>Der Tensor %1 reicht über das Ende der Datei hinaus (%2 Byte); die Datei ist beschädigt oder unvollständig</translation>
    </message>
    <message>
        <source>tensors %1 and %2 overlap</source>
        <translation>Die Tensoren %1 und %2 überschneiden sich</translation>
    </message>
    <message>
        <source>%1 %2 are announced, more than the rest of the file can hold; the file is damaged or incomplete</source>
        <translation>%1 %2 sind angekündigt, mehr als der Rest der Datei fassen kann; die Datei ist beschädigt oder unvollständig</translation>
    </message>
    <message>
        <source>the header takes more than %1 MiB up to here, which no model needs; the file is damaged</source>
        <translation>Der Kopf nimmt bis hier mehr als %1 MiB ein, was kein Modell braucht; die Datei ist beschädigt</translation>
    </message>
    <message>
        <source>the file ends here (%1 bytes); it is damaged or incomplete</source>
        <translation>Die Datei endet hier (%1 Byte); sie ist beschädigt oder unvollständig</translation>
    </message>
    <message>
        <source>its value has the unknown type %1</source>
        <translation>Sein Wert hat den unbekannten Typ %1</translation>
    </message>
    <message>
        <source>arrays of arrays are not supported</source>
        <translation>Listen von Listen werden nicht unterstützt</translation>
    </message>
    <message>
        <source>its array has the unknown type %1</source>
        <translation>Seine Liste hat den unbekannten Typ %1</translation>
    </message>
    <message>
        <source>the number %1 is too large</source>
        <translation>Die Zahl %1 ist zu groß</translation>
    </message>
    <message>
        <source>key %1 holds %2 where %3 is needed</source>
        <translation>Der Wert des Schlüssels %1 ist %2, gebraucht wird %3</translation>
    </message>
    <message>
        <source>key %1 holds an array of another kind where %2 is needed</source>
        <translation>Der Wert des Schlüssels %1 ist eine Liste anderer Art, gebraucht wird %2</translation>
    </message>
    <message>
        <source>key %1 is %2; it must not be negative</source>
        <translation>Der Schlüssel %1 ist %2; er darf nicht negativ sein</translation>
    </message>
    <message>
        <source>key %1 is %2; at most %3 is allowed</source>
        <translation>Der Schlüssel %1 ist %2; erlaubt ist höchstens %3</translation>
    </message>
    <message>
        <source>key %1 is not a finite number</source>
        <translation>Der Schlüssel %1 ist keine endliche Zahl</translation>
    </message>
    <message>
        <source>key %1 is missing</source>
        <translation>Der Schlüssel %1 fehlt</translation>
    </message>
    <message>
        <source>tensor %1 is missing</source>
        <translation>Der Tensor %1 fehlt</translation>
    </message>
    <message>
        <source>the tensor %1 is missing</source>
        <translation>Der Tensor %1 fehlt</translation>
    </message>
    <message>
        <source>tensor %1 stands in another part of the model too</source>
        <translation>Der Tensor %1 steht auch in einem anderen Teil des Modells</translation>
    </message>
    <message>
        <source>tensor %1 is missing: there are %2 experts, of which this file keeps each by itself</source>
        <translation>Der Tensor %1 fehlt: Es gibt %2 Experten, von denen diese Datei jeden für sich hält</translation>
    </message>
    <message>
        <source>tensor %1 is %2, but %3 is %4; the experts of a layer must be alike</source>
        <translation>Der Tensor %1 ist %2, aber %3 ist %4; die Experten einer Schicht müssen gleich sein</translation>
    </message>
    <message>
        <source>tensor %1 is no matrix, which an expert by itself must be</source>
        <translation>Der Tensor %1 ist keine Matrix, wie es ein Experte für sich sein muss</translation>
    </message>
    <message>
        <source>tensor %1 is %2 where the metadata asks for %3</source>
        <translation>Der Tensor %1 ist %2, wo die Metadaten %3 verlangen</translation>
    </message>
    <message>
        <source>tensor %1 has the type %2; norms and biases must be F32, F16 or BF16</source>
        <translation>Der Tensor %1 hat den Typ %2; Normen und Biases müssen F32, F16 oder BF16 sein</translation>
    </message>
    <message>
        <source>key &apos;split.no&apos; is %1, but the parts are numbered 0 to %2</source>
        <translation>Der Schlüssel &apos;split.no&apos; ist %1, aber die Teile haben die Nummern 0 bis %2</translation>
    </message>
    <message>
        <source>this is %1 of a model, so its name must end in %2; the other parts are looked for beside it by such names</source>
        <translation>Das ist %1 eines Modells, also muss der Name auf %2 enden; die anderen Teile werden unter solchen Namen daneben gesucht</translation>
    </message>
    <message>
        <source>this part is of another model than the first part: key %1 differs</source>
        <translation>Dieser Teil gehört zu einem anderen Modell als der erste: Der Schlüssel %1 ist ein anderer</translation>
    </message>
    <message>
        <source>%1 of the model is missing; all parts must lie in one folder</source>
        <translation>%1 des Modells fehlt; alle Teile müssen in einem Ordner liegen</translation>
    </message>
    <message>
        <source>by its name this is %1 of a model, but by its metadata %2</source>
        <translation>Dem Namen nach ist das %1 eines Modells, den Metadaten nach aber %2</translation>
    </message>
    <message>
        <source>the %1 parts hold %2 tensors, but key &apos;split.tensors.count&apos; announces %3</source>
        <translation>Die %1 Teile enthalten %2 Tensoren, aber der Schlüssel &apos;split.tensors.count&apos; kündigt %3 an</translation>
    </message>
    <message>
        <source>key %1 is %2; an even number is needed</source>
        <translation>Der Schlüssel %1 ist %2; gebraucht wird eine gerade Zahl</translation>
    </message>
    <message>
        <source>key %1 is %2; it must be larger than %3, %4</source>
        <translation>Der Schlüssel %1 ist %2; er muss größer sein als %3, %4</translation>
    </message>
    <message>
        <source>the heads of the attention are too wide: %1 heads of %2</source>
        <translation>Die Köpfe der Aufmerksamkeit sind zu breit: %1 Köpfe von %2</translation>
    </message>
    <message>
        <source>key %1 asks for queries that are scaled by their position (Mistral), which is not supported</source>
        <translation>Der Schlüssel %1 verlangt Queries, die nach ihrer Position skaliert werden (Mistral); das wird nicht unterstützt</translation>
    </message>
    <message>
        <source>%1 heads (key %2) do not divide the embedding of %3, and there is no key %4</source>
        <translation>%1 Köpfe (Schlüssel %2) teilen das Embedding von %3 nicht, und es gibt keinen Schlüssel %4</translation>
    </message>
    <message>
        <source>key %1 is 0; at least 1 is needed</source>
        <translation>Der Schlüssel %1 ist 0; gebraucht wird mindestens 1</translation>
    </message>
    <message>
        <source>key %1 is %2, which does not divide the %3 heads</source>
        <translation>Der Schlüssel %1 ist %2, was die %3 Köpfe nicht teilt</translation>
    </message>
    <message>
        <source>key %1 is %2; an even number up to the head&apos;s width, %3, is needed</source>
        <translation>Der Schlüssel %1 ist %2; gebraucht wird eine gerade Zahl bis zur Breite des Kopfes, %3</translation>
    </message>
    <message>
        <source>the tensor &apos;rope_freqs.weight&apos; holds a divisor that is not above 0</source>
        <translation>Der Tensor &apos;rope_freqs.weight&apos; enthält einen Teiler, der nicht über 0 liegt</translation>
    </message>
    <message>
        <source>key %1 is &apos;yarn&apos;, but not the whole head is rotated; that is not supported</source>
        <translation>Der Schlüssel %1 ist &apos;yarn&apos;, aber nicht der ganze Kopf wird gedreht; das wird nicht unterstützt</translation>
    </message>
    <message>
        <source>key %1 asks for clamped queries, which is not supported</source>
        <translation>Der Schlüssel %1 verlangt begrenzte Queries; das wird nicht unterstützt</translation>
    </message>
    <message>
        <source>architecture %1 is not supported; supported: %2</source>
        <translation>Die Architektur %1 wird nicht unterstützt; unterstützt werden: %2</translation>
    </message>
    <message>
        <source>key %1 is %2, but there are %3 blocks</source>
        <translation>Der Schlüssel %1 ist %2, aber es gibt %3 Blöcke</translation>
    </message>
    <message>
        <source>key %1 is %2; supported: none, linear, yarn</source>
        <translation>Der Schlüssel %1 ist %2; unterstützt werden none, linear und yarn</translation>
    </message>
    <message>
        <source>key %1 is missing or below 1</source>
        <translation>Der Schlüssel %1 fehlt oder liegt unter 1</translation>
    </message>
    <message>
        <source>the keys %1 and &apos;_slow&apos; must be above 0</source>
        <translation>Die Schlüssel %1 und &apos;_slow&apos; müssen über 0 liegen</translation>
    </message>
    <message>
        <source>key %1 is %2; supported: 1 (softmax), 2 (sigmoid)</source>
        <translation>Der Schlüssel %1 ist %2; unterstützt werden 1 (Softmax) und 2 (Sigmoid)</translation>
    </message>
    <message>
        <source>%1 groups (key %2) do not divide the %3 experts</source>
        <translation>%1 Gruppen (Schlüssel %2) teilen die %3 Experten nicht</translation>
    </message>
    <message>
        <source>key %1 is %2, but there are %3 groups</source>
        <translation>Der Schlüssel %1 ist %2, aber es gibt %3 Gruppen</translation>
    </message>
    <message>
        <source>key %1 is %2, but the groups in use hold %3 experts</source>
        <translation>Der Schlüssel %1 ist %2, aber die genutzten Gruppen enthalten %3 Experten</translation>
    </message>
    <message>
        <source>key %1 is %2; at most %3 are supported</source>
        <translation>Der Schlüssel %1 ist %2; unterstützt werden höchstens %3</translation>
    </message>
    <message>
        <source>key %1 is %2, but there are %3 experts</source>
        <translation>Der Schlüssel %1 ist %2, aber es gibt %3 Experten</translation>
    </message>
    <message>
        <source>key %1 is missing or 0, but there is a tensor &apos;%2&apos;</source>
        <translation>Der Schlüssel %1 fehlt oder ist 0, aber es gibt einen Tensor &apos;%2&apos;</translation>
    </message>
    <message>
        <source>key %1 is too large: %2</source>
        <translation>Der Schlüssel %1 ist zu groß: %2</translation>
    </message>
    <message>
        <source>key %1 is %2, but there are %3 layers</source>
        <translation>Der Schlüssel %1 ist %2, aber es gibt %3 Schichten</translation>
    </message>
    <message>
        <source>it has no vocabulary</source>
        <translation>Es hat kein Vokabular</translation>
    </message>
    <message>
        <source>it holds no vocabulary (tokenizer.ggml.tokens)</source>
        <translation>Sie enthält kein Vokabular (tokenizer.ggml.tokens)</translation>
    </message>
    <message>
        <source>the vocabulary is too large</source>
        <translation>Das Vokabular ist zu groß</translation>
    </message>
    <message>
        <source>the vocabulary has no merges (tokenizer.ggml.merges)</source>
        <translation>Das Vokabular hat keine Merges (tokenizer.ggml.merges)</translation>
    </message>
    <message>
        <source>the tokenizer kind %1 is not supported; &quot;llama&quot; (SentencePiece) and &quot;gpt2&quot; (byte-level BPE) are</source>
        <translation>Die Art %1 des Tokenizers wird nicht unterstützt; unterstützt werden „llama“ (SentencePiece) und „gpt2“ (BPE über Bytes)</translation>
    </message>
    <message>
        <source>the pre-tokenizer %1 (tokenizer.ggml.pre) is not supported; these are: %2</source>
        <translation>Die Vorzerlegung %1 (tokenizer.ggml.pre) wird nicht unterstützt; unterstützt werden: %2</translation>
    </message>
    <message>
        <source>the SentencePiece library refuses the vocabulary: %1</source>
        <translation>Die Bibliothek SentencePiece lehnt das Vokabular ab: %1</translation>
    </message>
    <message>
        <source>%1 is of another shape than what it is to become</source>
        <translation>%1 hat eine andere Form als das, was daraus werden soll</translation>
    </message>
    <message>
        <source>this is a model, but no checkpoint of a training: it has no %1</source>
        <translation>Das ist ein Modell, aber kein Zwischenstand eines Trainings: Es hat kein %1</translation>
    </message>
    <message>
        <source>bytes of text</source>
        <translation>Byte Text</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>Tensoren</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>header</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>key &apos;%1&apos;</source>
        <translation>Schlüssel &apos;%1&apos;</translation>
    </message>
    <message>
        <source>key %1 of %2</source>
        <translation>Schlüssel %1 von %2</translation>
    </message>
    <message>
        <source>tensor &apos;%1&apos;</source>
        <translation>Tensor &apos;%1&apos;</translation>
    </message>
    <message>
        <source>tensor %1 of %2</source>
        <translation>Tensor %1 von %2</translation>
    </message>
    <message>
        <source>part %1 of %2</source>
        <translation>Teil %1 von %2</translation>
    </message>
    <message>
        <source>a whole model</source>
        <translation>ein ganzes Modell</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>wahr oder falsch</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>an array</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>an array of texts</source>
        <translation>eine Liste von Texten</translation>
    </message>
    <message>
        <source>an array of whole numbers</source>
        <translation>eine Liste ganzer Zahlen</translation>
    </message>
    <message>
        <source>an array of numbers</source>
        <translation>eine Liste von Zahlen</translation>
    </message>
    <message>
        <source>the recording cannot be written: %1</source>
        <translation>Die Aufzeichnung kann nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>the recording cannot be written</source>
        <translation>Die Aufzeichnung kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the recording was cut off before it began</source>
        <translation>Die Aufzeichnung wurde abgebrochen, bevor sie begann</translation>
    </message>
    <message>
        <source>%1 (record %2)</source>
        <translation>%1 (Eintrag %2)</translation>
    </message>
    <message>
        <source>this is not a run file of Deepscope</source>
        <translation>Das ist kein aufgezeichneter Lauf von Deepscope</translation>
    </message>
    <message>
        <source>this is not a lab record of Deepscope</source>
        <translation>Das ist keine Aufzeichnung des Lernlabors von Deepscope</translation>
    </message>
    <message>
        <source>version %1 of run files is not supported</source>
        <translation>Version %1 aufgezeichneter Läufe wird nicht unterstützt</translation>
    </message>
    <message>
        <source>version %1 of lab records is not supported</source>
        <translation>Version %1 der Aufzeichnungen des Lernlabors wird nicht unterstützt</translation>
    </message>
    <message>
        <source>the file is damaged at its beginning</source>
        <translation>Die Datei ist an ihrem Anfang beschädigt</translation>
    </message>
    <message>
        <source>a newer Deepscope is needed: the file is of version %1, and this one reads up to %2</source>
        <translation>Ein neueres Deepscope wird gebraucht: Die Datei ist von Version %1, und dieses liest bis %2</translation>
    </message>
    <message>
        <source>the file is damaged after record %1</source>
        <translation>Die Datei ist hinter Eintrag %1 beschädigt</translation>
    </message>
    <message>
        <source>What is to be recorded is larger than a record can be.</source>
        <translation>Was aufgezeichnet werden soll, ist größer, als ein Eintrag sein kann.</translation>
    </message>
    <message>
        <source>a record is shorter than what it holds</source>
        <translation>Ein Eintrag ist kürzer als sein Inhalt</translation>
    </message>
    <message>
        <source>a record holds a value that has no meaning</source>
        <translation>Ein Eintrag enthält einen Wert ohne Bedeutung</translation>
    </message>
    <message>
        <source>a record holds a number that is too large</source>
        <translation>Ein Eintrag enthält eine zu große Zahl</translation>
    </message>
    <message>
        <source>a record holds more text than is supported</source>
        <translation>Ein Eintrag enthält mehr Text, als unterstützt wird</translation>
    </message>
    <message>
        <source>a record holds a text that is no UTF-8</source>
        <translation>Ein Eintrag enthält einen Text, der kein UTF-8 ist</translation>
    </message>
    <message>
        <source>a record names a token that the file does not tell of</source>
        <translation>Ein Eintrag nennt ein Token, von dem die Datei nichts sagt</translation>
    </message>
    <message>
        <source>a record names a text that it does not hold</source>
        <translation>Ein Eintrag nennt einen Text, den er nicht enthält</translation>
    </message>
    <message>
        <source>a record holds a token beyond all positions</source>
        <translation>Ein Eintrag enthält ein Token jenseits aller Positionen</translation>
    </message>
    <message>
        <source>a record holds a longer prompt than tokens</source>
        <translation>Ein Eintrag enthält einen längeren Prompt als Token</translation>
    </message>
    <message>
        <source>the records are out of order</source>
        <translation>Die Einträge sind nicht in der Reihenfolge</translation>
    </message>
    <message>
        <source>the recording goes on after its end</source>
        <translation>Die Aufzeichnung geht hinter ihrem Ende weiter</translation>
    </message>
    <message>
        <source>the shares of experts do not fit the model</source>
        <translation>Die Anteile der Experten passen nicht zum Modell</translation>
    </message>
    <message>
        <source>they are those of another step</source>
        <translation>Es sind die eines anderen Schritts</translation>
    </message>
    <message>
        <source>the model has more layers than are supported</source>
        <translation>Das Modell hat mehr Schichten, als unterstützt werden</translation>
    </message>
    <message>
        <source>the model has more dense layers than layers</source>
        <translation>Das Modell hat mehr dichte Schichten als Schichten</translation>
    </message>
    <message>
        <source>the model has more experts than are supported</source>
        <translation>Das Modell hat mehr Experten, als unterstützt werden</translation>
    </message>
    <message>
        <source>the model uses more experts than it has</source>
        <translation>Das Modell nutzt mehr Experten, als es hat</translation>
    </message>
    <message>
        <source>the memory plan and the model differ in layers</source>
        <translation>Speicherplan und Modell haben verschiedene Schichten</translation>
    </message>
    <message>
        <source>the model cannot be altered as it is said to have been</source>
        <translation>Das Modell kann nicht so verändert werden, wie es verändert gewesen sein soll</translation>
    </message>
    <message>
        <source>a token&apos;s routing does not fit the model</source>
        <translation>Die Wahlen eines Tokens passen nicht zum Modell</translation>
    </message>
    <message>
        <source>a token was routed to an expert that the model does not have</source>
        <translation>Ein Token wählte einen Experten, den das Modell nicht hat</translation>
    </message>
    <message>
        <source>a token has more candidates than are supported</source>
        <translation>Ein Token hat mehr Kandidaten, als unterstützt werden</translation>
    </message>
    <message>
        <source>a token lies outside of the context</source>
        <translation>Ein Token liegt außerhalb des Kontextes</translation>
    </message>
    <message>
        <source>the tokens are out of order</source>
        <translation>Die Token sind nicht in der Reihenfolge</translation>
    </message>
    <message>
        <source>the model at its start: %1</source>
        <translation>Das Modell am Anfang: %1</translation>
    </message>
    <message>
        <source>%1: the answers of step %2 cannot be read.</source>
        <translation>%1: Die Antworten von Schritt %2 können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>%1: the answers of step %2 are damaged: %3.</source>
        <translation>%1: Die Antworten von Schritt %2 sind beschädigt: %3.</translation>
    </message>
    <message>
        <source>%1 is damaged and cannot be renamed. Move it away to go on without it.</source>
        <translation>%1 ist beschädigt und kann nicht umbenannt werden. Die Datei verschieben, um ohne sie weiterzumachen.</translation>
    </message>
    <message>
        <source>The model of this run, %1, has no experts, so there is no routing to write; take a run of a mixture-of-experts model.</source>
        <translation>Das Modell dieses Laufs, %1, hat keine Experten, also gibt es keine Wahlen zu schreiben; einen Lauf eines Modells aus Experten nehmen.</translation>
    </message>
    <message>
        <source>%1 is no JSON list of changes, as [{&quot;layer&quot;: 1, &quot;expert&quot;: 5, &quot;action&quot;: &quot;off&quot;}] is.</source>
        <translation>%1 ist keine JSON-Liste von Änderungen, wie [{&quot;layer&quot;: 1, &quot;expert&quot;: 5, &quot;action&quot;: &quot;off&quot;}] eine ist.</translation>
    </message>
    <message>
        <source>entry %1 %2</source>
        <translation>Eintrag %1 %2</translation>
    </message>
    <message>
        <source>is no object</source>
        <translation>ist kein Objekt</translation>
    </message>
    <message>
        <source>has no &quot;action&quot;</source>
        <translation>hat keine „action“</translation>
    </message>
    <message>
        <source>is for other positions than those before it</source>
        <translation>ist für andere Positionen als die davor</translation>
    </message>
    <message>
        <source>has the action &quot;%1&quot;; for an expert there are off, force, scale and bias</source>
        <translation>hat die Aktion „%1“; für einen Experten gibt es off, force, scale und bias</translation>
    </message>
    <message>
        <source>has the action &quot;%1&quot;; for a layer there are used, no_bias and no_groups</source>
        <translation>hat die Aktion „%1“; für eine Schicht gibt es used, no_bias und no_groups</translation>
    </message>
    <message>
        <source>has no &quot;expert&quot; for the action &quot;%1&quot;</source>
        <translation>hat keinen „expert“ für die Aktion „%1“</translation>
    </message>
    <message>
        <source>has no number as &quot;%1&quot;</source>
        <translation>hat keine Zahl als „%1“</translation>
    </message>
    <message>
        <source>has no whole number as &quot;%1&quot;</source>
        <translation>hat keine ganze Zahl als „%1“</translation>
    </message>
    <message>
        <source>%1 cannot be read, or is empty.</source>
        <translation>%1 kann nicht gelesen werden oder ist leer.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>the column &quot;%1&quot; does not say what is to be done with the experts. Name it off, force, scale or bias</source>
        <translation>Die Spalte „%1“ sagt nicht, was mit den Experten geschehen soll. Sie off, force, scale oder bias nennen</translation>
    </message>
    <message>
        <source>the list has no column of values to %1 by</source>
        <translation>Die Liste hat keine Spalte mit Werten für %1</translation>
    </message>
    <message>
        <source>line %1 %2</source>
        <translation>Zeile %1 %2</translation>
    </message>
    <message>
        <source>has a layer that is no whole number from 0 to %1</source>
        <translation>hat eine Schicht, die keine ganze Zahl von 0 bis %1 ist</translation>
    </message>
    <message>
        <source>has an expert that is no whole number from 0 to %1</source>
        <translation>hat einen Experten, der keine ganze Zahl von 0 bis %1 ist</translation>
    </message>
    <message>
        <source>has a value that is no finite number</source>
        <translation>hat einen Wert, der keine endliche Zahl ist</translation>
    </message>
    <message>
        <source>is not the header of a list of experts: layer,expert and perhaps the name of one more column</source>
        <translation>ist nicht der Kopf einer Liste von Experten: layer,expert und vielleicht der Name einer weiteren Spalte</translation>
    </message>
    <message>
        <source>does not have the %1 columns of the header</source>
        <translation>hat nicht die %1 Spalten des Kopfes</translation>
    </message>
    <message>
        <source>A context of %1 tokens is more than the %2 that this model was made for.</source>
        <translation>Ein Kontext von %1 Token ist mehr als die %2, für die dieses Modell gemacht wurde.</translation>
    </message>
    <message>
        <source>Loading was cancelled.</source>
        <translation>Das Laden wurde abgebrochen.</translation>
    </message>
    <message>
        <source>It was cancelled before it began.</source>
        <translation>Es wurde abgebrochen, bevor es begann.</translation>
    </message>
    <message>
        <source>No model is loaded. Open one first.</source>
        <translation>Es ist kein Modell geladen. Zuerst eines öffnen.</translation>
    </message>
    <message>
        <source>The question was cancelled.</source>
        <translation>Die Frage wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The benchmark was cancelled.</source>
        <translation>Die Messung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Scoring was cancelled.</source>
        <translation>Das Bewerten wurde abgebrochen.</translation>
    </message>
    <message>
        <source>There is nothing to run: the prompt has no tokens.</source>
        <translation>Es gibt nichts zu tun: Der Prompt hat keine Token.</translation>
    </message>
    <message>
        <source>The prompt has %1 tokens, and the context holds %2. A shorter prompt or a larger context would fit.</source>
        <translation>Der Prompt hat %1 Token, und der Kontext fasst %2. Ein kürzerer Prompt oder ein größerer Kontext würde passen.</translation>
    </message>
    <message>
        <source>The prompt has %1 tokens, and the context holds %2. A shorter prompt would fit.</source>
        <translation>Der Prompt hat %1 Token, und der Kontext fasst %2. Ein kürzerer Prompt würde passen.</translation>
    </message>
    <message>
        <source>On this device there is no room for %1 experts a token. Fewer would fit.</source>
        <translation>Auf diesem Gerät ist kein Platz für %1 Experten je Token. Weniger würden passen.</translation>
    </message>
    <message>
        <source>Attention can be asked about in texts of 1 to %1 tokens, not of %2.</source>
        <translation>Nach Aufmerksamkeit kann in Texten von 1 bis %1 Token gefragt werden, nicht von %2.</translation>
    </message>
    <message>
        <source>This model has layers 0 to %1, and none of number %2.</source>
        <translation>Dieses Modell hat die Schichten 0 bis %1 und keine mit der Nummer %2.</translation>
    </message>
    <message>
        <source>There must be one group, of 0 to %1, for each token.</source>
        <translation>Für jedes Token muss es eine Gruppe geben, von 0 bis %1.</translation>
    </message>
    <message>
        <source>The cache of %1 tokens has no room for %2 sequences of %3 tokens.</source>
        <translation>Der Cache von %1 Token hat keinen Platz für %2 Folgen von %3 Token.</translation>
    </message>
    <message>
        <source>The benchmark needs at least one token of each kind, one repetition, and no more than the context of %1 tokens.</source>
        <translation>Die Messung braucht mindestens ein Token jeder Art, eine Wiederholung und höchstens den Kontext von %1 Token.</translation>
    </message>
    <message>
        <source>From 1 to %1 sequences can be decoded at once.</source>
        <translation>Auf einmal können 1 bis %1 Folgen fortgeschrieben werden.</translation>
    </message>
    <message>
        <source>The cache has no room to read a text of %1 tokens twice at once. A shorter text would do.</source>
        <translation>Der Cache hat keinen Platz, um einen Text von %1 Token zweimal zugleich zu lesen. Ein kürzerer Text ginge.</translation>
    </message>
    <message>
        <source>No temporary file can be made for what the first model says.</source>
        <translation>Für das, was das erste Modell sagt, kann keine zeitweilige Datei angelegt werden.</translation>
    </message>
    <message>
        <source>The disk has no room for what the first model says of each token, which is %1 bytes for each. A shorter text needs less.</source>
        <translation>Der Datenträger hat keinen Platz für das, was das erste Modell zu jedem Token sagt, nämlich %1 Byte für jedes. Ein kürzerer Text braucht weniger.</translation>
    </message>
    <message>
        <source>What the first model said cannot be read back.</source>
        <translation>Was das erste Modell sagte, kann nicht zurückgelesen werden.</translation>
    </message>
    <message>
        <source>The text has fewer than two tokens, so there is nothing to foretell.</source>
        <translation>Der Text hat weniger als zwei Token, also gibt es nichts vorherzusagen.</translation>
    </message>
    <message>
        <source>These are not two files of one model: they differ in %1, %2 and %3. Compare a model with another quantisation of it.</source>
        <translation>Das sind nicht zwei Dateien eines Modells: Sie unterscheiden sich in %1, %2 und %3. Ein Modell mit einer anderen Quantisierung davon vergleichen.</translation>
    </message>
    <message>
        <source>The vocabulary has no token %1.</source>
        <translation>Das Vokabular hat kein Token %1.</translation>
    </message>
    <message>
        <source>Scoring needs at least two tokens: one to read and one to predict.</source>
        <translation>Das Bewerten braucht mindestens zwei Token: eines zum Lesen und eines zum Vorhersagen.</translation>
    </message>
    <message>
        <source>The text has %1 tokens, and the context holds %2.</source>
        <translation>Der Text hat %1 Token, und der Kontext fasst %2.</translation>
    </message>
    <message>
        <source>There is nothing to score from position %1 on: the last that has a next token is %2.</source>
        <translation>Ab Position %1 gibt es nichts zu bewerten: Die letzte mit einem nächsten Token ist %2.</translation>
    </message>
    <message>
        <source>This model has no experts: no router weighs anything.</source>
        <translation>Dieses Modell hat keine Experten: Kein Router wägt etwas.</translation>
    </message>
    <message>
        <source>Routers can be asked about texts of 1 to %1 tokens, not of %2.</source>
        <translation>Router können nach Texten von 1 bis %1 Token gefragt werden, nicht von %2.</translation>
    </message>
    <message>
        <source>A logit bias is for token %1, and the vocabulary has 0 to %2.</source>
        <translation>Ein Logit-Bias gilt Token %1, und das Vokabular hat 0 bis %2.</translation>
    </message>
    <message>
        <source>Token %1 does not exist: this vocabulary has 0 to %2.</source>
        <translation>Token %1 gibt es nicht: Dieses Vokabular hat 0 bis %2.</translation>
    </message>
    <message>
        <source>The model gave a logit that is not a finite number, for token %1: the weights or the computation are broken.</source>
        <translation>Das Modell gab für Token %1 ein Logit, das keine endliche Zahl ist: Die Gewichte oder die Rechnung sind fehlerhaft.</translation>
    </message>
    <message>
        <source>There is no chat template &quot;%1&quot;. Built in: %2.</source>
        <translation>Es gibt keine Chatvorlage „%1“. Eingebaut sind: %2.</translation>
    </message>
    <message>
        <source>The temperature must be 0 (greedy) or a positive number.</source>
        <translation>Die Temperatur muss 0 (das Wahrscheinlichste) oder eine positive Zahl sein.</translation>
    </message>
    <message>
        <source>Top-p must be above 0 and at most 1 (off).</source>
        <translation>Top-p muss über 0 und höchstens 1 (aus) sein.</translation>
    </message>
    <message>
        <source>Min-p must lie between 0 (off) and 1.</source>
        <translation>Min-p muss zwischen 0 (aus) und 1 liegen.</translation>
    </message>
    <message>
        <source>The repetition penalty must lie between 0.01 and 100; 1 is off.</source>
        <translation>Die Strafe für Wiederholung muss zwischen 0.01 und 100 liegen; 1 ist aus.</translation>
    </message>
    <message>
        <source>The presence penalty must lie between -2 and 2; 0 is off.</source>
        <translation>Die Strafe für Vorkommen muss zwischen -2 und 2 liegen; 0 ist aus.</translation>
    </message>
    <message>
        <source>The frequency penalty must lie between -2 and 2; 0 is off.</source>
        <translation>Die Strafe für Häufigkeit muss zwischen -2 und 2 liegen; 0 ist aus.</translation>
    </message>
    <message>
        <source>A logit bias must lie between -100 and 100.</source>
        <translation>Ein Logit-Bias muss zwischen -100 und 100 liegen.</translation>
    </message>
    <message>
        <source>vocabulary</source>
        <translation>dem Vokabular</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>den Schichten</translation>
    </message>
    <message>
        <source>dense layers</source>
        <translation>den dichten Schichten</translation>
    </message>
    <message>
        <source>experts</source>
        <translation>den Experten</translation>
    </message>
    <message>
        <source>%1 A built-in template can be chosen instead: %2.</source>
        <translation>%1 Stattdessen kann eine eingebaute Vorlage gewählt werden: %2.</translation>
    </message>
    <message>
        <source>The chat template refuses this chat: %1</source>
        <translation>Die Chatvorlage lehnt diesen Chat ab: %1</translation>
    </message>
    <message>
        <source>The chat template, line %1: %2.</source>
        <translation>Die Chatvorlage, Zeile %1: %2.</translation>
    </message>
    <message>
        <source>it takes more steps than a chat template may</source>
        <translation>Sie braucht mehr Schritte, als eine Chatvorlage darf</translation>
    </message>
    <message>
        <source>it makes more text than a chat template may</source>
        <translation>Sie erzeugt mehr Text, als eine Chatvorlage darf</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>Sie ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not defined</source>
        <translation>„%1“ ist nicht definiert</translation>
    </message>
    <message>
        <source>the filter &quot;%1&quot; is not supported</source>
        <translation>Der Filter „%1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>the function &quot;%1&quot; is not supported</source>
        <translation>Die Funktion „%1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>the test &quot;is %1&quot; is not supported</source>
        <translation>Die Prüfung „is %1“ wird nicht unterstützt</translation>
    </message>
    <message>
        <source>the tag {% %1 %} is not supported</source>
        <translation>Der Befehl {% %1 %} wird nicht unterstützt</translation>
    </message>
    <message>
        <source>%1 has no method &quot;%2&quot; that is supported</source>
        <translation>%1 hat keine Methode „%2“, die unterstützt wird</translation>
    </message>
    <message>
        <source>%1 cannot be gone through</source>
        <translation>%1 kann nicht durchlaufen werden</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot join %2 and %3</source>
        <translation>„%1“ verbindet nicht: %2 und %3</translation>
    </message>
    <message>
        <source>&quot;%1&quot; compares %2 and %3</source>
        <translation>„%1“ vergleicht nicht: %2 und %3</translation>
    </message>
    <message>
        <source>%1 is missing at the end</source>
        <translation>Am Ende fehlt %1</translation>
    </message>
    <message>
        <source>%1 is missing before }}</source>
        <translation>Vor }} fehlt %1</translation>
    </message>
    <message>
        <source>%1 is missing before %}</source>
        <translation>Vor %} fehlt %1</translation>
    </message>
    <message>
        <source>%1 is expected, not &quot;%2&quot;</source>
        <translation>Erwartet wird %1, nicht „%2“</translation>
    </message>
    <message>
        <source>an expression is nested too deeply</source>
        <translation>Ein Ausdruck ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>an expression is too long or nested too deeply</source>
        <translation>Ein Ausdruck ist zu lang oder zu tief verschachtelt</translation>
    </message>
    <message>
        <source>blocks are nested too deeply</source>
        <translation>Blöcke sind zu tief verschachtelt</translation>
    </message>
    <message>
        <source>a number is divided by zero</source>
        <translation>Eine Zahl wird durch null geteilt</translation>
    </message>
    <message>
        <source>a whole number becomes too large</source>
        <translation>Eine ganze Zahl wird zu groß</translation>
    </message>
    <message>
        <source>range makes more than 100000 numbers</source>
        <translation>range erzeugt mehr als 100000 Zahlen</translation>
    </message>
    <message>
        <source>something undefined</source>
        <translation>etwas nicht Definiertes</translation>
    </message>
    <message>
        <source>a list</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>a tuple</source>
        <translation>ein Tupel</translation>
    </message>
    <message>
        <source>a namespace</source>
        <translation>ein Namensraum</translation>
    </message>
    <message>
        <source>a dictionary</source>
        <translation>ein Wörterbuch</translation>
    </message>
    <message>
        <source>what a filter gives</source>
        <translation>was ein Filter gibt</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>ein Wert</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>ein Name</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>a function</source>
        <translation>eine Funktion</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>key %1 is not above 0</source>
        <translation>Der Schlüssel %1 liegt nicht über 0</translation>
    </message>
    <message>
        <source>key %1 is not above 1</source>
        <translation>Der Schlüssel %1 liegt nicht über 1</translation>
    </message>
    <message>
        <source>%1 needs %2 as &quot;%3&quot;</source>
        <translation>%1 braucht als „%3“: %2</translation>
    </message>
    <message>
        <source>%1 takes no more than %2 arguments here</source>
        <translation>%1 nimmt hier höchstens %2 Argumente</translation>
    </message>
    <message>
        <source>%1 takes no argument &quot;%2&quot; here</source>
        <translation>%1 nimmt hier kein Argument „%2“</translation>
    </message>
    <message>
        <source>a power of a negative number would be no real number</source>
        <translation>Eine Potenz einer negativen Zahl wäre keine reelle Zahl</translation>
    </message>
    <message>
        <source>a power becomes too large</source>
        <translation>Eine Potenz wird zu groß</translation>
    </message>
    <message>
        <source>&quot;%1&quot; stands before %2</source>
        <translation>„%1“ steht vor Falschem: %2</translation>
    </message>
    <message>
        <source>a text is formatted with { } nested too deeply</source>
        <translation>Ein Text wird mit zu tief verschachtelten { } formatiert</translation>
    </message>
    <message>
        <source>a text is formatted and has a single &quot;%1&quot;</source>
        <translation>Ein Text wird formatiert und hat ein einzelnes „%1“</translation>
    </message>
    <message>
        <source>a text is formatted with an unknown conversion behind &quot;!&quot;</source>
        <translation>Ein Text wird mit einer unbekannten Umwandlung hinter „!“ formatiert</translation>
    </message>
    <message>
        <source>a text is formatted with the name &quot;%1&quot;, which is none</source>
        <translation>Ein Text wird mit dem Namen „%1“ formatiert, der keiner ist</translation>
    </message>
    <message>
        <source>a text is formatted and has more places than there are values</source>
        <translation>Ein Text wird formatiert und hat mehr Stellen, als es Werte gibt</translation>
    </message>
    <message>
        <source>a text is formatted with {%1} and there is no such value</source>
        <translation>Ein Text wird mit {%1} formatiert, und einen solchen Wert gibt es nicht</translation>
    </message>
    <message>
        <source>a text is formatted with both {} and {0}</source>
        <translation>Ein Text wird zugleich mit {} und {0} formatiert</translation>
    </message>
    <message>
        <source>&quot;in&quot; looks for %1 in a text</source>
        <translation>„in“ sucht Falsches in einem Text: %1</translation>
    </message>
    <message>
        <source>&quot;in&quot; looks for %1 among the keys of a dictionary</source>
        <translation>„in“ sucht Falsches unter den Schlüsseln eines Wörterbuchs: %1</translation>
    </message>
    <message>
        <source>&quot;in&quot; looks into %1</source>
        <translation>„in“ sucht in Falschem: %1</translation>
    </message>
    <message>
        <source>pop takes an element that the list does not have</source>
        <translation>pop nimmt ein Element, das die Liste nicht hat</translation>
    </message>
    <message>
        <source>index looks for a value that is not there</source>
        <translation>index sucht einen Wert, den es nicht gibt</translation>
    </message>
    <message>
        <source>get looks for %1 among the keys of a dictionary</source>
        <translation>get sucht Falsches unter den Schlüsseln eines Wörterbuchs: %1</translation>
    </message>
    <message>
        <source>the bound of a slice is %1</source>
        <translation>Die Grenze eines Ausschnitts ist %1</translation>
    </message>
    <message>
        <source>a slice has the step 0</source>
        <translation>Ein Ausschnitt hat den Schritt 0</translation>
    </message>
    <message>
        <source>range has the step 0</source>
        <translation>range hat den Schritt 0</translation>
    </message>
    <message>
        <source>the key of a dictionary is %1; only texts, numbers, true, false and none are supported</source>
        <translation>Der Schlüssel eines Wörterbuchs ist %1; unterstützt werden nur Texte, Zahlen, true, false und none</translation>
    </message>
    <message>
        <source>%1 cannot be sliced</source>
        <translation>%1 hat keine Ausschnitte</translation>
    </message>
    <message>
        <source>%1 stands behind ** in a call</source>
        <translation>%1 steht in einem Aufruf hinter **</translation>
    </message>
    <message>
        <source>%1 names an argument</source>
        <translation>%1 benennt ein Argument</translation>
    </message>
    <message>
        <source>the argument &quot;%1&quot; is given twice</source>
        <translation>Das Argument „%1“ ist zweimal angegeben</translation>
    </message>
    <message>
        <source>%1 is called like a function</source>
        <translation>%1 wird wie eine Funktion aufgerufen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot be given a value</source>
        <translation>„%1“ kann keinen Wert bekommen</translation>
    </message>
    <message>
        <source>names are nested too deeply</source>
        <translation>Namen sind zu tief verschachtelt</translation>
    </message>
    <message>
        <source>the arguments of a call are not in the order: plain ones, ones with names, *, **</source>
        <translation>Die Argumente eines Aufrufs stehen nicht in der Reihenfolge: einfache, benannte, *, **</translation>
    </message>
    <message>
        <source>a call names more than %1 arguments</source>
        <translation>Ein Aufruf benennt mehr als %1 Argumente</translation>
    </message>
    <message>
        <source>tojson indents by at most 16</source>
        <translation>tojson rückt um höchstens 16 ein</translation>
    </message>
    <message>
        <source>tojson takes two texts as separators</source>
        <translation>tojson nimmt zwei Texte als Trenner</translation>
    </message>
    <message>
        <source>a text is formatted with &quot;%1&quot;, which does not fit the value</source>
        <translation>Ein Text wird mit „%1“ formatiert, was nicht zum Wert passt</translation>
    </message>
    <message>
        <source>a text is formatted with &quot;%1&quot; and given %2</source>
        <translation>Ein Text wird mit „%1“ formatiert und bekommt Falsches: %2</translation>
    </message>
    <message>
        <source>range is given %1</source>
        <translation>range bekommt Falsches: %1</translation>
    </message>
    <message>
        <source>range takes one to three whole numbers</source>
        <translation>range nimmt eine bis drei ganze Zahlen</translation>
    </message>
    <message>
        <source>dict is given %1 values for an entry</source>
        <translation>dict bekommt %1 Werte für einen Eintrag</translation>
    </message>
    <message>
        <source>%1 takes no more than 1 arguments here</source>
        <translation>%1 nimmt hier höchstens 1 Argument</translation>
    </message>
    <message>
        <source>cycler is given nothing to go round</source>
        <translation>cycler bekommt nichts zum Umlaufen</translation>
    </message>
    <message>
        <source>strftime_now is given a format that is too long</source>
        <translation>strftime_now bekommt ein zu langes Format</translation>
    </message>
    <message>
        <source>%1 can be gone through from its beginning only; &quot;|list&quot; makes a list of it</source>
        <translation>%1 kann nur vom Anfang an durchlaufen werden; „|list“ macht daraus eine Liste</translation>
    </message>
    <message>
        <source>%1 has no length</source>
        <translation>%1 hat keine Länge</translation>
    </message>
    <message>
        <source>%1 cannot be written as JSON</source>
        <translation>%1 kann nicht als JSON geschrieben werden</translation>
    </message>
    <message>
        <source>abs is given %1</source>
        <translation>abs bekommt Falsches: %1</translation>
    </message>
    <message>
        <source>round has the methods &quot;common&quot;, &quot;ceil&quot; and &quot;floor&quot;</source>
        <translation>round hat die Methoden „common“, „ceil“ und „floor“</translation>
    </message>
    <message>
        <source>round is given %1</source>
        <translation>round bekommt Falsches: %1</translation>
    </message>
    <message>
        <source>round needs a whole number as &quot;precision&quot;</source>
        <translation>round braucht eine ganze Zahl als „precision“</translation>
    </message>
    <message>
        <source>filesizeformat is given %1</source>
        <translation>filesizeformat bekommt Falsches: %1</translation>
    </message>
    <message>
        <source>dictsort sorts by &quot;key&quot; or by &quot;value&quot;</source>
        <translation>dictsort sortiert nach „key“ oder „value“</translation>
    </message>
    <message>
        <source>dictsort is given %1</source>
        <translation>dictsort bekommt Falsches: %1</translation>
    </message>
    <message>
        <source>{% %1 %} belongs to nothing</source>
        <translation>{% %1 %} gehört zu nichts</translation>
    </message>
    <message>
        <source>{% %1 %} is missing</source>
        <translation>{% %1 %} fehlt</translation>
    </message>
    <message>
        <source>&quot;loop&quot; is what a {% for %} tells of itself; another name is needed</source>
        <translation>„loop“ ist, was ein {% for %} von sich sagt; gebraucht wird ein anderer Name</translation>
    </message>
    <message>
        <source>{% call %} needs the call of a macro</source>
        <translation>{% call %} braucht den Aufruf eines Makros</translation>
    </message>
    <message>
        <source>a macro has more than %1 parameters</source>
        <translation>Ein Makro hat mehr als %1 Parameter</translation>
    </message>
    <message>
        <source>a parameter without a default follows one with a default</source>
        <translation>Ein Parameter ohne Vorgabe folgt auf einen mit Vorgabe</translation>
    </message>
    <message>
        <source>two parameters are called &quot;%1&quot;</source>
        <translation>Zwei Parameter heißen „%1“</translation>
    </message>
    <message>
        <source>{% break %} stands outside of a loop</source>
        <translation>{% break %} steht außerhalb einer Schleife</translation>
    </message>
    <message>
        <source>{% continue %} stands outside of a loop</source>
        <translation>{% continue %} steht außerhalb einer Schleife</translation>
    </message>
    <message>
        <source>a text is formatted with % and has more places than there are values</source>
        <translation>Ein Text wird mit % formatiert und hat mehr Stellen, als es Werte gibt</translation>
    </message>
    <message>
        <source>a text is formatted with %(%1) and there is no such value</source>
        <translation>Ein Text wird mit %(%1) formatiert, und einen solchen Wert gibt es nicht</translation>
    </message>
    <message>
        <source>a text is formatted with % and has fewer places than there are values</source>
        <translation>Ein Text wird mit % formatiert und hat weniger Stellen, als es Werte gibt</translation>
    </message>
    <message>
        <source>a text is formatted with %%1 and given %2</source>
        <translation>Ein Text wird mit %%1 formatiert und bekommt Falsches: %2</translation>
    </message>
    <message>
        <source>a text is formatted with %( that has no end</source>
        <translation>Ein Text wird mit %( ohne Ende formatiert</translation>
    </message>
    <message>
        <source>a text is formatted with % and ends within a place</source>
        <translation>Ein Text wird mit % formatiert und endet in einer Stelle</translation>
    </message>
    <message>
        <source>a text is formatted with %%1, which there is not</source>
        <translation>Ein Text wird mit %%1 formatiert, was es nicht gibt</translation>
    </message>
    <message>
        <source>the filter of a {% filter %} block makes %1 of its text</source>
        <translation>Der Filter eines {% filter %}-Blocks macht aus seinem Text Falsches: %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no namespace, so nothing in it can be set</source>
        <translation>„%1“ ist kein Namensraum, also kann nichts darin gesetzt werden</translation>
    </message>
    <message>
        <source>%1 names are given %2 values</source>
        <translation>%1 Namen bekommen %2 Werte</translation>
    </message>
    <message>
        <source>loop.cycle is given nothing to go round</source>
        <translation>loop.cycle bekommt nichts zum Umlaufen</translation>
    </message>
    <message>
        <source>loop is called in a {% for %} that does not say &quot;recursive&quot;</source>
        <translation>loop wird in einem {% for %} aufgerufen, in dem nicht „recursive“ steht</translation>
    </message>
    <message>
        <source>map needs an attribute or the name of a filter</source>
        <translation>map braucht ein Attribut oder den Namen eines Filters</translation>
    </message>
    <message>
        <source>the name of a test is %1</source>
        <translation>Der Name einer Prüfung ist %1</translation>
    </message>
    <message>
        <source>unique looks for equal ones among %1 and others</source>
        <translation>unique sucht Gleiches, und darunter ist %1</translation>
    </message>
    <message>
        <source>items is given %1</source>
        <translation>items bekommt Falsches: %1</translation>
    </message>
    <message>
        <source>sum adds numbers, not texts; &quot;|join&quot; puts texts together</source>
        <translation>sum addiert Zahlen, nicht Texte; „|join“ setzt Texte zusammen</translation>
    </message>
    <message>
        <source>%1 needs a whole number as &quot;%2&quot;</source>
        <translation>%1 braucht eine ganze Zahl als „%2“</translation>
    </message>
    <message>
        <source>slice makes no slices of something</source>
        <translation>slice macht aus etwas keine Ausschnitte</translation>
    </message>
    <message>
        <source>format is given values with names and without</source>
        <translation>format bekommt Werte mit Namen und ohne</translation>
    </message>
    <message>
        <source>indent is given %1</source>
        <translation>indent bekommt Falsches: %1</translation>
    </message>
    <message>
        <source>indent indents by at most 1000</source>
        <translation>indent rückt um höchstens 1000 ein</translation>
    </message>
    <message>
        <source>truncate is given a length below that of what it puts at the end</source>
        <translation>truncate bekommt eine Länge unter der dessen, was es ans Ende setzt</translation>
    </message>
    <message>
        <source>truncate is given %1</source>
        <translation>truncate bekommt Falsches: %1</translation>
    </message>
    <message>
        <source>urlencode is given %1 values for a pair</source>
        <translation>urlencode bekommt %1 Werte für ein Paar</translation>
    </message>
    <message>
        <source>%1 looks for %2</source>
        <translation>%1 sucht Falsches: %2</translation>
    </message>
    <message>
        <source>%1 looks for a text that is not there</source>
        <translation>%1 sucht einen Text, den es nicht gibt</translation>
    </message>
    <message>
        <source>join puts texts together, not %1</source>
        <translation>join setzt Texte zusammen; Falsches: %1</translation>
    </message>
    <message>
        <source>format_map is given %1</source>
        <translation>format_map bekommt Falsches: %1</translation>
    </message>
    <message>
        <source>%1 needs a whole number as &quot;width&quot;</source>
        <translation>%1 braucht eine ganze Zahl als „width“</translation>
    </message>
    <message>
        <source>%1 fills with one character, not with &quot;%2&quot;</source>
        <translation>%1 füllt mit einem Zeichen auf, nicht mit „%2“</translation>
    </message>
    <message>
        <source>%1 looks for an empty text</source>
        <translation>%1 sucht einen leeren Text</translation>
    </message>
    <message>
        <source>the test &quot;%1&quot; is given %2</source>
        <translation>Die Prüfung „%1“ bekommt Falsches: %2</translation>
    </message>
    <message>
        <source>The share of a text that is kept must be above 0 and at most 1, not %1.</source>
        <translation>Der Anteil eines Textes, der behalten wird, muss über 0 und höchstens 1 sein, nicht %1.</translation>
    </message>
    <message>
        <source>What the cache holds can be asked of texts of 1 to %1 tokens, not of %2.</source>
        <translation>Was der Cache enthält, kann zu Texten von 1 bis %1 Token gefragt werden, nicht von %2.</translation>
    </message>
    <message>
        <source>this is not a kept cache of Deepscope</source>
        <translation>Das ist kein behaltener Cache von Deepscope</translation>
    </message>
    <message>
        <source>the kept cache is damaged; without it the text is read again</source>
        <translation>Der behaltene Cache ist beschädigt; ohne ihn wird der Text noch einmal gelesen</translation>
    </message>
    <message>
        <source>the kept cache was made with another model; without it the text is read again</source>
        <translation>Der behaltene Cache wurde mit einem anderen Modell gemacht; ohne ihn wird der Text noch einmal gelesen</translation>
    </message>
    <message>
        <source>the kept cache is of the type %1, and the one in use is of %2; load the model with a cache of the type that was kept</source>
        <translation>Der behaltene Cache ist vom Typ %1, der in Gebrauch von %2; das Modell mit einem Cache des behaltenen Typs laden</translation>
    </message>
    <message>
        <source>The cache has no room for what was kept, since runs use all of it. Ask again when they have ended.</source>
        <translation>Der Cache hat keinen Platz für das, was behalten wurde, weil Läufe ihn ganz gebrauchen. Noch einmal fragen, wenn sie zu Ende sind.</translation>
    </message>
    <message>
        <source>Runs needed the room of what was to be kept of the cache, so it was not kept.</source>
        <translation>Läufe brauchten den Platz dessen, was vom Cache behalten werden sollte; darum wurde es nicht behalten.</translation>
    </message>
    <message>
        <source>Keeping the cache was cancelled.</source>
        <translation>Das Behalten des Caches wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Bringing the cache back was cancelled.</source>
        <translation>Das Zurückholen des Caches wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Reading the file was cancelled.</source>
        <translation>Das Lesen der Datei wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Attention over %1 tokens needs %2 bytes in one piece, more than this device can bind at once. A shorter text would do.</source>
        <translation>Aufmerksamkeit über %1 Token braucht %2 Byte in einem Stück, mehr, als dieses Gerät auf einmal binden kann. Ein kürzerer Text ginge.</translation>
    </message>
    <message>
        <source>version %1 of kept caches is not supported; without it the text is read again</source>
        <translation>Version %1 behaltener Caches wird nicht unterstützt; ohne ihn wird der Text noch einmal gelesen</translation>
    </message>
    <message>
        <source>What all %1 layers look at cannot be brought back at once of a text of %2 tokens. A shorter text would do, or to keep the first and the last tokens.</source>
        <translation>Wohin alle %1 Schichten sehen, kann bei einem Text von %2 Token nicht auf einmal zurückgeholt werden. Ein kürzerer Text ginge, oder die ersten und letzten Token zu behalten.</translation>
    </message>
    <message>
        <source>Its attention sees a window of %1 tokens, so the context has no more.</source>
        <translation>Seine Attention sieht ein Fenster von %1 Token, darum hat der Kontext nicht mehr.</translation>
    </message>
    <message>
        <source>key %1 is %2; this architecture has none of these</source>
        <translation>Der Schlüssel %1 ist %2; diese Architektur hat nichts davon</translation>
    </message>
    <message>
        <source>key %1 is an array of something else than whole numbers</source>
        <translation>Der Schlüssel %1 ist eine Liste von etwas anderem als ganzen Zahlen</translation>
    </message>
    <message>
        <source>key %1 is no array</source>
        <translation>Der Schlüssel %1 ist keine Liste</translation>
    </message>
    <message>
        <source>key %1 has fewer entries than there are layers, %2</source>
        <translation>Der Schlüssel %1 hat weniger Einträge, als es Schichten gibt, %2</translation>
    </message>
    <message>
        <source>by the key %1 none of the %2 layers has attention; at least one is needed</source>
        <translation>nach dem Schlüssel %1 hat keine der %2 Schichten Attention; mindestens eine wird gebraucht</translation>
    </message>
    <message>
        <source>key %1 is %2 for layer %3, which has attention</source>
        <translation>Der Schlüssel %1 ist %2 für Schicht %3, die Attention hat</translation>
    </message>
    <message>
        <source>key %1 is %2 for one layer with attention and %3 for layer %4; they must be alike</source>
        <translation>Der Schlüssel %1 ist %2 für eine Schicht mit Attention und %3 für Schicht %4; sie müssen gleich sein</translation>
    </message>
    <message>
        <source>key %1 is %2; at least 2 is needed</source>
        <translation>Der Schlüssel %1 ist %2; mindestens 2 wird gebraucht</translation>
    </message>
    <message>
        <source>key %1 is %2; at most %3 is supported</source>
        <translation>Der Schlüssel %1 ist %2; höchstens %3 wird unterstützt</translation>
    </message>
    <message>
        <source>key %1 is %2, which does not divide the %3 heads of %4</source>
        <translation>Der Schlüssel %1 ist %2, was die %3 Köpfe von %4 nicht teilt</translation>
    </message>
    <message>
        <source>key %1 is %2, but %3 heads of %4 are %5</source>
        <translation>Der Schlüssel %1 ist %2, aber %3 Köpfe von %4 sind %5</translation>
    </message>
    <message>
        <source>what a recurrent layer keeps is too large: %1 heads of %2, and %3 tokens of %4 channels</source>
        <translation>was eine rekurrente Schicht behält, ist zu groß: %1 Köpfe von %2, und %3 Token von %4 Kanälen</translation>
    </message>
    <message>
        <source>key %1 is %2, but a gate has the width of a key, %3</source>
        <translation>Der Schlüssel %1 ist %2, aber ein Gate hat die Breite eines Keys, %3</translation>
    </message>
    <message>
        <source>the heads of the attention are too wide: %1 heads of %2 with gates of that width</source>
        <translation>Die Köpfe der Attention sind zu breit: %1 Köpfe von %2 mit Gates dieser Breite</translation>
    </message>
    <message>
        <source>key %1 is no array of 3 or 4 sizes that are not all 0</source>
        <translation>Der Schlüssel %1 ist keine Liste von 3 oder 4 Größen, die nicht alle 0 sind</translation>
    </message>
    <message>
        <source>tensor &apos;%1&apos; holds queries, keys, values and gates of a recurrent layer in one, as the first files of Qwen3-Next do, which is not supported; a newer file of the model, with attn_qkv and attn_gate in its place, can be opened</source>
        <translation>der Tensor „%1“ enthält Queries, Keys, Values und Gates einer rekurrenten Schicht in einem, wie die ersten Dateien von Qwen3-Next, was nicht unterstützt wird; eine neuere Datei des Modells, mit attn_qkv und attn_gate an seiner Stelle, lässt sich öffnen</translation>
    </message>
    <message>
        <source>tensor %1 has the type %2; it must be F32</source>
        <translation>Der Tensor %1 hat den Typ %2; er muss F32 sein</translation>
    </message>
    <message>
        <source>Layer %1 has no attention: it keeps a state in place of rows of tokens. Layers with attention are %2.</source>
        <translation>Schicht %1 hat keine Attention: Sie behält einen Zustand anstelle von Zeilen der Token. Schichten mit Attention sind %2.</translation>
    </message>
    <message>
        <source>There is room for the states of %1 sequences, and not of %2.</source>
        <translation>Es ist Platz für die Zustände von %1 Sequenzen und nicht von %2.</translation>
    </message>
    <message>
        <source>There is room for the windows of %1 sequences, and not of %2.</source>
        <translation>Es ist Platz für die Aufmerksamkeitsfenster von %1 Sequenzen und nicht von %2.</translation>
    </message>
    <message>
        <source>the cache has room for no text</source>
        <translation>der Cache hat für keinen Text Platz</translation>
    </message>
    <message>
        <source>The benchmark needs a context of at least 3 tokens.</source>
        <translation>Die Messung braucht einen Kontext von mindestens 3 Token.</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>&amp;Choices as CSV…</source>
        <translation>&amp;Wahlen als CSV …</translation>
    </message>
    <message>
        <source>Save the Choices of Experts</source>
        <translation>Wahlen der Experten speichern</translation>
    </message>
    <message>
        <source>A row for each token, layer and choice (*.csv)</source>
        <translation>Eine Zeile je Token, Schicht und Wahl (*.csv)</translation>
    </message>
    <message>
        <source>&amp;NumPy Arrays…</source>
        <translation>&amp;NumPy-Arrays …</translation>
    </message>
    <message>
        <source>Save the Experts and their Weights</source>
        <translation>Experten und ihre Gewichte speichern</translation>
    </message>
    <message>
        <source>Two NumPy arrays, NAME-ids and NAME-weights (*.npy)</source>
        <translation>Zwei NumPy-Arrays, NAME-ids und NAME-weights (*.npy)</translation>
    </message>
    <message>
        <source>&amp;Usage of Experts…</source>
        <translation>&amp;Nutzung der Experten …</translation>
    </message>
    <message>
        <source>Save the Usage of Experts</source>
        <translation>Nutzung der Experten speichern</translation>
    </message>
    <message>
        <source>How often each expert was chosen (*.csv)</source>
        <translation>Wie oft jeder Experte gewählt wurde (*.csv)</translation>
    </message>
    <message>
        <source>As llama.cpp&apos;s &amp;moe-trace…</source>
        <translation>Wie &amp;moe-trace von llama.cpp …</translation>
    </message>
    <message>
        <source>Save a moe-trace</source>
        <translation>moe-trace speichern</translation>
    </message>
    <message>
        <source>Layer and expert of each choice (*.csv)</source>
        <translation>Schicht und Experte jeder Wahl (*.csv)</translation>
    </message>
</context>
<context>
    <name>FilesRoom</name>
    <message>
        <source>The larger of them needs %1, and %2 are free.</source>
        <translation>Die größere braucht %1, und %2 sind frei.</translation>
    </message>
    <message>
        <source>Closing the model in use (File menu) makes room for them.</source>
        <translation>Das Modell in Gebrauch zu schließen (Menü Datei) macht Platz für sie.</translation>
    </message>
    <message>
        <source>Both would fit at once: together they need %1, and %2 are free. They are read one after the other.</source>
        <translation>Beide hätten zugleich Platz: Zusammen brauchen sie %1, und %2 sind frei. Sie werden nacheinander gelesen.</translation>
    </message>
    <message>
        <source>They are read one after the other: together they need %1, and %2 are free.</source>
        <translation>Sie werden nacheinander gelesen: Zusammen brauchen sie %1, und %2 sind frei.</translation>
    </message>
    <message>
        <source>The model in use stays open beside them.</source>
        <translation>Das Modell in Gebrauch bleibt daneben geöffnet.</translation>
    </message>
</context>
<context>
    <name>Playback</name>
    <message>
        <source>There is no run to play.</source>
        <translation>Es gibt keinen Lauf zum Abspielen.</translation>
    </message>
    <message>
        <source>This run can be played when it has ended.</source>
        <translation>Dieser Lauf kann abgespielt werden, wenn er zu Ende ist.</translation>
    </message>
    <message>
        <source>This run has no tokens to play.</source>
        <translation>Dieser Lauf hat keine Token zum Abspielen.</translation>
    </message>
</context>
<context>
    <name>QDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>While a question is written</source>
        <translation>Beim Schreiben einer Frage</translation>
    </message>
    <message>
        <source>In the chat</source>
        <translation>Im Chat</translation>
    </message>
    <message>
        <source>In the token strip and the panels</source>
        <translation>In der Tokenleiste und den Bereichen</translation>
    </message>
    <message>
        <source>In the list of chats</source>
        <translation>In der Liste der Chats</translation>
    </message>
    <message>
        <source>In the curves of learning</source>
        <translation>In den Kurven des Lernens</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>In the answers and maps of learning</source>
        <translation>In den Antworten und Karten des Lernens</translation>
    </message>
</context>
<context>
    <name>QMainWindow</name>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Token Details</source>
        <translation>Token-Details</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Compare Experts</source>
        <translation>Experten vergleichen</translation>
    </message>
    <message>
        <source>What Is Learned</source>
        <translation>Was gelernt wird</translation>
    </message>
    <message>
        <source>Questions of a Step</source>
        <translation>Fragen eines Schritts</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Before and After</source>
        <translation>Vorher/nachher</translation>
    </message>
    <message>
        <source>Expert Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;Chats</source>
        <translation>&amp;Chats</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>La&amp;uf</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Learning</source>
        <translation>&amp;Lernen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>S&amp;prache</translation>
    </message>
</context>
<context>
    <name>QMessageBox</name>
    <message>
        <source>Copy System &amp;Report</source>
        <translation>System&amp;bericht kopieren</translation>
    </message>
    <message>
        <source>Looking for Devices…</source>
        <translation>Suche nach Geräten …</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>A workbench that shows how a DeepSeek-style model works: which experts each token woke, what it costs in KV memory, and how the model thinks.</source>
        <translation>Eine Werkbank, die zeigt, wie ein Modell nach Art von DeepSeek arbeitet: welche Experten jedes Token weckte, was es im KV-Cache kostet und wie das Modell denkt.</translation>
    </message>
    <message>
        <source>GPL-3.0-or-later. Qt %1. Build: %2.</source>
        <translation>GPL-3.0-or-later. Qt %1. Build: %2.</translation>
    </message>
    <message>
        <source>Device: %1, driver %2, Vulkan %3.</source>
        <translation>Gerät: %1, Treiber %2, Vulkan %3.</translation>
    </message>
    <message>
        <source>No Vulkan device is in use.</source>
        <translation>Es ist kein Vulkan-Gerät in Gebrauch.</translation>
    </message>
    <message>
        <source>About Deepscope</source>
        <translation>Über Deepscope</translation>
    </message>
    <message>
        <source>Deepscope %1</source>
        <translation>Deepscope %1</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>margin %1 to expert %2</source>
        <translation>Vorsprung %1 vor Experte %2</translation>
    </message>
    <message>
        <source>, of groups %1</source>
        <translation>, der Gruppen %1</translation>
    </message>
    <message>
        <source>margin %1</source>
        <translation>Vorsprung %1</translation>
    </message>
</context>
<context>
    <name>RunEnding</name>
    <message>
        <source>cut off</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>The run failed.</source>
        <translation>Der Lauf ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Cut off here: what followed was not recorded.</source>
        <translation>Hier abgebrochen: Was folgte, wurde nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
    <message>
        <source>token limit</source>
        <translation>Tokengrenze</translation>
    </message>
    <message>
        <source>Ended at the limit of tokens that the settings allow.</source>
        <translation>Beendet an der Grenze der Token, die die Einstellungen erlauben.</translation>
    </message>
    <message>
        <source>context full</source>
        <translation>Kontext voll</translation>
    </message>
    <message>
        <source>Ended because the context is full.</source>
        <translation>Beendet, weil der Kontext voll ist.</translation>
    </message>
    <message>
        <source>stop text</source>
        <translation>Stopptext</translation>
    </message>
    <message>
        <source>Ended before a text that the settings name.</source>
        <translation>Beendet vor einem Text, den die Einstellungen nennen.</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Send the question</source>
        <translation>Die Frage senden</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>New line in the question</source>
        <translation>Neue Zeile in der Frage</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Umschalt+Enter</translation>
    </message>
    <message>
        <source>Scroll the chat</source>
        <translation>Durch den Chat rollen</translation>
    </message>
    <message>
        <source>PgUp, PgDown</source>
        <translation>Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>By word, while there is text</source>
        <translation>Wortweise, solange Text da ist</translation>
    </message>
    <message>
        <source>Ctrl+Left, Ctrl+Right</source>
        <translation>Strg+Links, Strg+Rechts</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>Rollen</translation>
    </message>
    <message>
        <source>Up, Down, PgUp, PgDown</source>
        <translation>Hoch, Runter, Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>To the beginning, to the end</source>
        <translation>An den Anfang, ans Ende</translation>
    </message>
    <message>
        <source>Home, End</source>
        <translation>Pos1, Ende</translation>
    </message>
    <message>
        <source>Next place of the words that are looked for, place before it</source>
        <translation>Nächste Fundstelle der gesuchten Wörter, vorige Fundstelle</translation>
    </message>
    <message>
        <source>Enter, Shift+Enter</source>
        <translation>Enter, Umschalt+Enter</translation>
    </message>
    <message>
        <source>By token</source>
        <translation>Tokenweise</translation>
    </message>
    <message>
        <source>Left, Right, Home, End</source>
        <translation>Links, Rechts, Pos1, Ende</translation>
    </message>
    <message>
        <source>By phase</source>
        <translation>Phasenweise</translation>
    </message>
    <message>
        <source>By layer</source>
        <translation>Schichtweise</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>Hoch, Runter</translation>
    </message>
    <message>
        <source>By expert</source>
        <translation>Expertenweise</translation>
    </message>
    <message>
        <source>Shift+Up, Shift+Down</source>
        <translation>Umschalt+Hoch, Umschalt+Runter</translation>
    </message>
    <message>
        <source>Choose a range</source>
        <translation>Einen Bereich wählen</translation>
    </message>
    <message>
        <source>Shift+Left, Shift+Right</source>
        <translation>Umschalt+Links, Umschalt+Rechts</translation>
    </message>
    <message>
        <source>Choose a range by phase</source>
        <translation>Einen Bereich phasenweise wählen</translation>
    </message>
    <message>
        <source>Shift+PgUp, Shift+PgDown</source>
        <translation>Umschalt+Bild auf, Umschalt+Bild ab</translation>
    </message>
    <message>
        <source>By expert and layer, in Overview, Load and the maps that compare</source>
        <translation>Nach Experte und Schicht, in Übersicht, Last und den vergleichenden Karten</translation>
    </message>
    <message>
        <source>Left, Right, Up, Down</source>
        <translation>Links, Rechts, Hoch, Runter</translation>
    </message>
    <message>
        <source>From the overview to the map and back</source>
        <translation>Von der Übersicht zur Karte und zurück</translation>
    </message>
    <message>
        <source>Choose the marked row</source>
        <translation>Die markierte Zeile wählen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Copy the marked rows of experts, or all</source>
        <translation>Die markierten Zeilen der Experten kopieren, oder alle</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Strg+C</translation>
    </message>
    <message>
        <source>Zoom, show all</source>
        <translation>Vergrößern, alles zeigen</translation>
    </message>
    <message>
        <source>+, -, 0</source>
        <translation>+, -, 0</translation>
    </message>
    <message>
        <source>Move what is shown, in the band below the map</source>
        <translation>Das Gezeigte verschieben, im Band unter der Karte</translation>
    </message>
    <message>
        <source>Left, Right, PgUp, PgDown, Home, End</source>
        <translation>Links, Rechts, Bild auf, Bild ab, Pos1, Ende</translation>
    </message>
    <message>
        <source>By step, by ten steps</source>
        <translation>Um einen Schritt, um zehn Schritte</translation>
    </message>
    <message>
        <source>Left, Right, PgUp, PgDown</source>
        <translation>Links, Rechts, Bild auf, Bild ab</translation>
    </message>
    <message>
        <source>To the first step, the last, the turn</source>
        <translation>Zum ersten Schritt, zum letzten, zur Wende</translation>
    </message>
    <message>
        <source>Home, End, T</source>
        <translation>Pos1, Ende, T</translation>
    </message>
    <message>
        <source>Show the answers of a step, of the newest</source>
        <translation>Die Antworten eines Schritts zeigen, die des neuesten</translation>
    </message>
    <message>
        <source>Enter, Esc</source>
        <translation>Enter, Esc</translation>
    </message>
    <message>
        <source>Delete the chat whose own row is marked</source>
        <translation>Den Chat löschen, dessen eigene Zeile markiert ist</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>Leave a question or a thought that is edited as it was</source>
        <translation>Eine bearbeitete Frage oder einen Gedanken lassen, wie er war</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Close the line in which words are looked for</source>
        <translation>Die Zeile schließen, in der Wörter gesucht werden</translation>
    </message>
    <message>
        <source>Show one of several answers in the panels</source>
        <translation>Eine von mehreren Antworten in den Bereichen zeigen</translation>
    </message>
    <message>
        <source>Enter, Space</source>
        <translation>Enter, Leertaste</translation>
    </message>
    <message>
        <source>By answer and question, in the grid of all answers</source>
        <translation>Nach Antwort und Frage, im Raster aller Antworten</translation>
    </message>
    <message>
        <source>To the first answer of a question, to the last</source>
        <translation>Zur ersten Antwort einer Frage, zur letzten</translation>
    </message>
    <message>
        <source>By token, in a card of an answer</source>
        <translation>Tokenweise, in der Karte einer Antwort</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Links, Rechts</translation>
    </message>
    <message>
        <source>By step and by expert or layer, in the maps over steps</source>
        <translation>Nach Schritt und nach Experte oder Schicht, in den Karten über Schritte</translation>
    </message>
    <message>
        <source>To the first step of a map, to the last</source>
        <translation>Zum ersten Schritt einer Karte, zum letzten</translation>
    </message>
    <message>
        <source>Choose the marked answer or place</source>
        <translation>Die markierte Antwort oder Stelle wählen</translation>
    </message>
    <message>
        <source>From the search to the list, end the search</source>
        <translation>Von der Suche zur Liste, die Suche beenden</translation>
    </message>
    <message>
        <source>Down, Esc</source>
        <translation>Runter, Esc</translation>
    </message>
</context>
<context>
    <name>TokenClass</name>
    <message>
        <source>digits</source>
        <translation>Ziffern</translation>
    </message>
    <message>
        <source>words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>punctuation</source>
        <translation>Satzzeichen</translation>
    </message>
    <message>
        <source>blanks</source>
        <translation>Leerraum</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>Markierungen</translation>
    </message>
    <message>
        <source>others</source>
        <translation>Sonstige</translation>
    </message>
</context>
<context>
    <name>deepscope</name>
    <message>
        <source>Thought</source>
        <translation>Gedanke</translation>
    </message>
    <message>
        <source>How it was made</source>
        <translation>Wie sie entstand</translation>
    </message>
    <message>
        <source>%1: the file cannot be written: %2.</source>
        <translation>%1: Die Datei kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1 gespeichert.</translation>
    </message>
    <message>
        <source>%1 to %2 right in %3</source>
        <translation>%1 bis %2 richtig in %3</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>its record cannot be read</source>
        <translation>die Aufzeichnung ist nicht lesbar</translation>
    </message>
    <message>
        <source>%1 cannot be opened</source>
        <translation>%1 nicht zu öffnen</translation>
    </message>
    <message>
        <source>the search was not finished</source>
        <translation>die Suche wurde nicht beendet</translation>
    </message>
    <message>
        <source>no permission to read %1</source>
        <translation>keine Leserechte für %1</translation>
    </message>
    <message>
        <source>It has no thought.</source>
        <translation>Sie hat keinen Gedanken.</translation>
    </message>
    <message>
        <source>The thought is never closed.</source>
        <translation>Der Gedanke wird nie geschlossen.</translation>
    </message>
    <message>
        <source>There is nothing in the answer.</source>
        <translation>Die Antwort ist leer.</translation>
    </message>
    <message>
        <source>It did not end by itself.</source>
        <translation>Sie endete nicht von selbst.</translation>
    </message>
    <message>
        <source>Its tokens are not known.</source>
        <translation>Ihre Token sind nicht bekannt.</translation>
    </message>
    <message>
        <source>wrong form: %1</source>
        <translation>falsche Form: %1</translation>
    </message>
    <message>
        <source>right answer</source>
        <translation>richtige Antwort</translation>
    </message>
    <message>
        <source>right form, wrong answer</source>
        <translation>richtige Form, falsche Antwort</translation>
    </message>
    <message>
        <source>reward %1</source>
        <translation>Belohnung %1</translation>
    </message>
    <message>
        <source>%1; %2, advantage %3</source>
        <translation>%1; %2, Vorteil %3</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>%1 of %2 right</source>
        <translation>%1 von %2 richtig</translation>
    </message>
    <message>
        <source>rewards: mean %1, deviation %2</source>
        <translation>Belohnungen: Mittel %1, Abweichung %2</translation>
    </message>
    <message>
        <source>thoughts of right answers: %1 tokens</source>
        <translation>Gedanken richtiger Antworten: %1 Token</translation>
    </message>
    <message>
        <source>of wrong ones: %1</source>
        <translation>falscher: %1</translation>
    </message>
    <message>
        <source>all got the same, so none is better than the others</source>
        <translation>alle erhielten dasselbe, also ist keine besser als die anderen</translation>
    </message>
    <message>
        <source>c_KV (latent)</source>
        <translation>c_KV (latent)</translation>
    </message>
    <message>
        <source>k_R (RoPE key)</source>
        <translation>k_R (RoPE-Key)</translation>
    </message>
    <message>
        <source>K (keys)</source>
        <translation>K (Keys)</translation>
    </message>
    <message>
        <source>V (values)</source>
        <translation>V (Values)</translation>
    </message>
    <message>
        <source>multi-head latent attention: %1 numbers of c_KV and %2 of k_R a layer</source>
        <translation>Multi-Head Latent Attention: %1 Zahlen von c_KV und %2 von k_R je Schicht</translation>
    </message>
    <message>
        <source>each of the %1 heads keeps its key and value</source>
        <translation>jeder der %1 Köpfe behält seinen Key und Value</translation>
    </message>
    <message>
        <source>grouped-query attention: %1 for %2</source>
        <translation>Grouped-Query Attention: %1 für %2</translation>
    </message>
    <message>
        <source>multi-head attention: each of the %1 heads keeps its key and value</source>
        <translation>Multi-Head Attention: Jeder der %1 Köpfe behält seinen Key und Value</translation>
    </message>
    <message>
        <source>grouped-query attention: %1 key/value heads for %2 heads</source>
        <translation>Grouped-Query Attention: %1 Key/Value-Köpfe für %2 Köpfe</translation>
    </message>
    <message>
        <source>grouped-query attention: the model has only %1, so each keeps its own key and value</source>
        <translation>Grouped-Query Attention: Das Modell hat nur %1, also behält jeder seinen eigenen Key und Value</translation>
    </message>
    <message>
        <source>multi-query attention: one key and value for all heads</source>
        <translation>Multi-Query Attention: ein Key und Value für alle Köpfe</translation>
    </message>
    <message>
        <source>This model</source>
        <translation>Dieses</translation>
    </message>
    <message>
        <source>A chat that this program exported works, a list of messages in OpenAI&apos;s form, and exports of ChatGPT, LM Studio and Open WebUI.</source>
        <translation>Möglich sind Chats, die dieses Programm exportiert hat, Nachrichtenlisten in der Form von OpenAI und Exporte aus ChatGPT, LM Studio und Open WebUI.</translation>
    </message>
    <message>
        <source>it is not UTF-8 text: byte %1 is of no character</source>
        <translation>sie ist kein UTF-8-Text: Byte %1 gehört zu keinem Zeichen</translation>
    </message>
    <message>
        <source>it is nested too deeply at line %1 for a chat</source>
        <translation>sie ist ab Zeile %1 für einen Chat zu tief verschachtelt</translation>
    </message>
    <message>
        <source>it is not whole JSON: %1 at line %2</source>
        <translation>sie ist kein vollständiges JSON: %1 in Zeile %2</translation>
    </message>
    <message>
        <source>%1 is larger than %2, which is more than chats take.</source>
        <translation>%1 ist größer als %2 und damit zu groß für einen Chat.</translation>
    </message>
    <message>
        <source>%1 cannot be imported: %2.</source>
        <translation>%1 kann nicht importiert werden: %2.</translation>
    </message>
    <message>
        <source>turn %1 has no question or no answer</source>
        <translation>Runde %1 hat keine Frage oder keine Antwort</translation>
    </message>
    <message>
        <source>turn %1 follows one that is not before it</source>
        <translation>Runde %1 folgt auf eine, die nicht vor ihr steht</translation>
    </message>
    <message>
        <source>its version is not told</source>
        <translation>sie nennt ihre Version nicht</translation>
    </message>
    <message>
        <source>it has version %1, and this program reads up to %2; a newer one would open it</source>
        <translation>sie hat Version %1, und dieses Programm liest bis %2; ein neueres würde sie öffnen</translation>
    </message>
    <message>
        <source>it has no turns</source>
        <translation>sie hat keine Runden</translation>
    </message>
    <message>
        <source>Question %1</source>
        <translation>Frage %1</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Chats cannot be kept, because Qt&apos;s driver for SQLite is missing; install libqt6sql6-sqlite.</source>
        <translation>Chats können nicht behalten werden, weil Qts Treiber für SQLite fehlt; libqt6sql6-sqlite installieren.</translation>
    </message>
    <message>
        <source>Chats cannot be kept, because Qt&apos;s driver for SQLite is missing; install Deepscope again.</source>
        <translation>Chats können nicht behalten werden, weil Qts Treiber für SQLite fehlt; Deepscope neu installieren.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to%2, so chats are not kept.</source>
        <translation>Im Ordner %1 kann nicht geschrieben werden%2, also werden Chats nicht behalten.</translation>
    </message>
    <message>
        <source>The chats in %1 are locked by another program, so chats are not kept for now.</source>
        <translation>Die Chats in %1 sind von einem anderen Programm gesperrt, also werden Chats vorerst nicht behalten.</translation>
    </message>
    <message>
        <source>The disk with %1 is full, so the newest chats are not kept for now.</source>
        <translation>Der Datenträger mit %1 ist voll, also werden die neuesten Chats vorerst nicht behalten.</translation>
    </message>
    <message>
        <source>The chats in %1 are of a newer version of Deepscope%2. The file stays as it is, and the chats of this session are not kept.</source>
        <translation>Die Chats in %1 sind von einer neueren Version von Deepscope%2. Die Datei bleibt, wie sie ist, und die Chats dieser Sitzung werden nicht behalten.</translation>
    </message>
    <message>
        <source>The file %1 is no database of chats%2. It stays as it is, and the chats of this session are not kept.</source>
        <translation>Die Datei %1 ist keine Datenbank von Chats%2. Sie bleibt, wie sie ist, und die Chats dieser Sitzung werden nicht behalten.</translation>
    </message>
    <message>
        <source>The chats in %1 are damaged%2. The file stays as it is, and the chats of this session are not kept; move it elsewhere to begin anew.</source>
        <translation>Die Chats in %1 sind beschädigt%2. Die Datei bleibt, wie sie ist, und die Chats dieser Sitzung werden nicht behalten; für einen neuen Anfang an einen anderen Ort verschieben.</translation>
    </message>
    <message>
        <source>Chats cannot be kept in %1, because its file system cannot lock files%2; a folder on a disk of this computer works: name one with --data.</source>
        <translation>In %1 können keine Chats behalten werden, weil das Dateisystem keine Dateien sperren kann%2; ein Ordner auf einem Datenträger dieses Rechners geht: mit --data einen nennen.</translation>
    </message>
    <message>
        <source>The chats in %1 cannot be kept%2.</source>
        <translation>Die Chats in %1 können nicht behalten werden%2.</translation>
    </message>
    <message>
        <source>A %1, B %2</source>
        <translation>A %1, B %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>too few tokens</source>
        <translation>zu wenige Token</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>both halves</source>
        <translation>beide Hälften</translation>
    </message>
    <message>
        <source>one half</source>
        <translation>eine Hälfte</translation>
    </message>
    <message>
        <source>whole only</source>
        <translation>nur das Ganze</translation>
    </message>
    <message>
        <source> (%1 more are in A too and count there)</source>
        <translation> (%1 weitere sind auch in A und zählen dort)</translation>
    </message>
    <message>
        <source>. </source>
        <translation>. </translation>
    </message>
    <message>
        <source>Fewer than %1 in a set are too few to claim anything: what is seen here may be chance.</source>
        <translation>Weniger als %1 in einer Menge sind zu wenige, um etwas zu behaupten: Was hier zu sehen ist, kann Zufall sein.</translation>
    </message>
    <message>
        <source>%1 of %2 intervals leave out zero, %3 would by chance. %4 hold at a false discovery rate of 5 %, %5 of these in both halves</source>
        <translation>%1 von %2 Intervallen schließen null aus, %3 wären es durch Zufall. %4 bestehen bei einer Falscherkennungsrate von 5 %, davon %5 in beiden Hälften</translation>
    </message>
    <message>
        <source> (rank correlation of the halves %1).</source>
        <translation> (Rangkorrelation der Hälften %1).</translation>
    </message>
    <message>
        <source>Set %1 has no range yet: drag on the axis of tokens, then choose the range again.</source>
        <translation>Menge %1 hat noch keinen Bereich: Auf der Tokenachse ziehen, dann den Bereich erneut wählen.</translation>
    </message>
    <message>
        <source>Set %1 is empty: there are no %2 whose experts were computed.</source>
        <translation>Menge %1 ist leer: Von %2 wurden keine Experten berechnet.</translation>
    </message>
    <message>
        <source>The run of set A is not here any more, or its model has other layers and experts than the shown one.</source>
        <translation>Der Lauf von Menge A ist nicht mehr da, oder sein Modell hat andere Schichten und Experten als das gezeigte.</translation>
    </message>
    <message>
        <source>The run of set B is not here any more, or its model has other layers and experts than the shown one.</source>
        <translation>Der Lauf von Menge B ist nicht mehr da, oder sein Modell hat andere Schichten und Experten als das gezeigte.</translation>
    </message>
    <message>
        <source>All tokens of set B are in set A too: nothing is left to compare with.</source>
        <translation>Alle Token von Menge B sind auch in Menge A: Es bleibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>layer %1, expert %2: </source>
        <translation>Schicht %1, Experte %2: </translation>
    </message>
    <message>
        <source>no token of either set chose it</source>
        <translation>kein Token einer der Mengen wählte ihn</translation>
    </message>
    <message>
        <source>%1 of A, %2 of B, difference %3 (%4)</source>
        <translation>%1 von A, %2 von B, Differenz %3 (%4)</translation>
    </message>
    <message>
        <source>, nPMI %1 (%2)</source>
        <translation>, nPMI %1 (%2)</translation>
    </message>
    <message>
        <source>; holds: %1</source>
        <translation>; besteht: %1</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>think</source>
        <translation>Denken</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>embed</source>
        <translation>Einbettung</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>router</source>
        <translation>Router</translation>
    </message>
    <message>
        <source>experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>logits</source>
        <translation>Logits</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>wie er ist</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>forced</source>
        <translation>erzwungen</translation>
    </message>
    <message>
        <source>weight × 0.5</source>
        <translation>Gewicht × 0.5</translation>
    </message>
    <message>
        <source>weight × 2</source>
        <translation>Gewicht × 2</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
    <message>
        <source>Nothing of it was computed here, so there are no tokens, experts or times.</source>
        <translation>Nichts davon wurde hier berechnet, also gibt es keine Token, Experten oder Zeiten.</translation>
    </message>
    <message>
        <source>Imported from a file as text.</source>
        <translation>Als Text aus einer Datei importiert.</translation>
    </message>
    <message>
        <source>Imported from a file as text, which names %1.</source>
        <translation>Als Text aus einer Datei importiert, die %1 nennt.</translation>
    </message>
    <message>
        <source>wrong form</source>
        <translation>falsche Form</translation>
    </message>
    <message>
        <source>All answers are right, so none is better than the others: there is nothing left to learn here.</source>
        <translation>Alle Antworten sind richtig, also ist keine besser als die anderen: Hier gibt es nichts mehr zu lernen.</translation>
    </message>
    <message>
        <source>All answers got the same reward, so none is better than the others: there is nothing to learn here.</source>
        <translation>Alle Antworten erhielten dieselbe Belohnung, also ist keine besser als die anderen: Hier gibt es nichts zu lernen.</translation>
    </message>
    <message>
        <source>no thought</source>
        <translation>kein Gedanke</translation>
    </message>
    <message>
        <source>thought of %1</source>
        <translation>Gedanke von %1</translation>
    </message>
    <message>
        <source>reward %1, advantage %2</source>
        <translation>Belohnung %1, Vorteil %2</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>abgeschnitten</translation>
    </message>
    <message>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <source>.</source>
        <translation>.</translation>
    </message>
    <message>
        <source>Rewarded: %1 for the right form, %2 more where the answer is also right. Nobody shows the model how to think.</source>
        <translation>Belohnt wird: %1 für die richtige Form, %2 mehr, wenn auch die Antwort richtig ist. Niemand zeigt dem Modell, wie man denkt.</translation>
    </message>
    <message>
        <source>Rewarded: the right form alone. Nothing makes a thought pay, so thoughts should shrink.</source>
        <translation>Belohnt wird nur die richtige Form. Kein Gedanke zahlt sich aus, also sollten Gedanken schrumpfen.</translation>
    </message>
    <message>
        <source>Rewarded: half of all answers, by lot. Nothing can be learned from that, so nothing should rise.</source>
        <translation>Belohnt wird die Hälfte aller Antworten, durch das Los. Daraus lässt sich nichts lernen, also sollte nichts steigen.</translation>
    </message>
    <message>
        <source>Now %1 of the answers are right, after %2 of thought.</source>
        <translation>Jetzt sind %1 der Antworten richtig, nach %2 Gedanken.</translation>
    </message>
    <message>
        <source>No sampled answer of the base thought at length. Learning found such thoughts on its way, and that they pay.</source>
        <translation>Keine gezogene Antwort der Basis dachte ausführlich. Das Lernen fand solche Gedanken unterwegs, und dass sie sich auszahlen.</translation>
    </message>
    <message>
        <source>The long thought was in %1 of the base&apos;s answers. Learning did not invent it; it found that it pays.</source>
        <translation>Der ausführliche Gedanke stand in %1 der Antworten der Basis. Das Lernen erfand ihn nicht; es fand, dass er sich auszahlt.</translation>
    </message>
    <message>
        <source>It got worse</source>
        <translation>Es wurde schlechter</translation>
    </message>
    <message>
        <source>Held-out answers fell from %1 right at step %2 to %3.</source>
        <translation>Prüfantworten fielen von %1 richtig bei Schritt %2 auf %3.</translation>
    </message>
    <message>
        <source> “Back to Best” goes on from there.</source>
        <translation> „Zurück zum besten Stand“ macht von dort weiter.</translation>
    </message>
    <message>
        <source>Step %1 taught nothing</source>
        <translation>Schritt %1 lehrte nichts</translation>
    </message>
    <message>
        <source>Answers are cut off</source>
        <translation>Antworten werden abgeschnitten</translation>
    </message>
    <message>
        <source>%1 of the answers did not end before the cap. A higher cap gives thoughts room.</source>
        <translation>%1 der Antworten endeten nicht vor der Grenze. Eine höhere Grenze gibt Gedanken Raum.</translation>
    </message>
    <message>
        <source>Paused behind step %1</source>
        <translation>Pause nach Schritt %1</translation>
    </message>
    <message>
        <source>Step %1, waiting for the chat</source>
        <translation>Schritt %1, wartet auf den Chat</translation>
    </message>
    <message>
        <source>Ended at step %1</source>
        <translation>Beendet bei Schritt %1</translation>
    </message>
    <message>
        <source>A recorded run, %1 steps</source>
        <translation>Ein aufgezeichneter Lauf, %1 Schritte</translation>
    </message>
    <message>
        <source>The base, before it learns</source>
        <translation>Die Basis, bevor sie lernt</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source> · it turned at step %1</source>
        <translation> · Wende bei Schritt %1</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 Token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>Step %1: right answers rose from %2 to %3</source>
        <translation>Schritt %1: richtige Antworten stiegen von %2 auf %3</translation>
    </message>
    <message>
        <source>%1, thoughts from %2 to %3.</source>
        <translation>%1, Gedanken von %2 auf %3.</translation>
    </message>
    <message>
        <source>Nothing has been learned yet</source>
        <translation>Noch wurde nichts gelernt</translation>
    </message>
    <message>
        <source>A small model answers questions, eight times each. What is right is rewarded; how to think, nobody shows it.</source>
        <translation>Ein kleines Modell beantwortet Fragen, jede achtmal. Was richtig ist, wird belohnt; wie man denkt, zeigt niemand.</translation>
    </message>
    <message>
        <source>It could not begin</source>
        <translation>Es konnte nicht beginnen</translation>
    </message>
    <message>
        <source>Ended before the first step</source>
        <translation>Vor dem ersten Schritt beendet</translation>
    </message>
    <message>
        <source>Start it again whenever you like.</source>
        <translation>Es kann jederzeit neu gestartet werden.</translation>
    </message>
    <message>
        <source>The base answers first</source>
        <translation>Zuerst antwortet die Basis</translation>
    </message>
    <message>
        <source>Before anything is learned it answers held-out questions, eight times each: what comes later is compared with that.</source>
        <translation>Bevor etwas gelernt wird, beantwortet sie Prüffragen, jede achtmal: Was später kommt, wird damit verglichen.</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Wird vorbereitet</translation>
    </message>
    <message>
        <source>The model is being opened for learning.</source>
        <translation>Das Modell wird zum Lernen geöffnet.</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>nicht zu öffnen</translation>
    </message>
    <message>
        <source>no device</source>
        <translation>kein Gerät</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>fits with %1 tokens</source>
        <translation>passt mit %1 Token</translation>
    </message>
    <message>
        <source>comes with Deepscope</source>
        <translation>gehört zu Deepscope</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>%1 experts, %2 a token</source>
        <translation>%1 Experten, %2 je Token</translation>
    </message>
    <message>
        <source>in %1 parts</source>
        <translation>in %1 Teilen</translation>
    </message>
    <message>
        <source>The model that comes with Deepscope</source>
        <translation>Das Modell, das zu Deepscope gehört</translation>
    </message>
    <message numerus="yes">
        <source>%1 %2 token(s)</source>
        <translation>
            <numerusform>%1 Token (%2)</numerusform>
            <numerusform>%1 Token (%2)</numerusform>
        </translation>
    </message>
    <message>
        <source>Not computed: the routing of %1 was in the cache</source>
        <translation>Nicht berechnet: Das Routing von %1 war im Cache</translation>
    </message>
    <message>
        <source>No %1 token in %2</source>
        <translation>Kein Token der Phase „%1“ in %2</translation>
    </message>
    <message>
        <source>No token in %1</source>
        <translation>Kein Token in %1</translation>
    </message>
    <message>
        <source>Share of %1 tokens that chose each expert, in %2</source>
        <translation>Anteil der Token der Phase „%1“, die jeden Experten wählten, in %2</translation>
    </message>
    <message>
        <source>Share of %1 that chose each expert</source>
        <translation>Anteil von %1, die jeden Experten wählten</translation>
    </message>
    <message>
        <source>Share of each layer&apos;s gate weight for %1 tokens, in %2</source>
        <translation>Anteil am Gate-Gewicht jeder Schicht für Token der Phase „%1“, in %2</translation>
    </message>
    <message>
        <source>Share of each layer&apos;s gate weight, in %1</source>
        <translation>Anteil am Gate-Gewicht jeder Schicht, in %1</translation>
    </message>
    <message>
        <source>; %1 not computed</source>
        <translation>; %1 nicht berechnet</translation>
    </message>
    <message>
        <source>layer %1, expert %2</source>
        <translation>Schicht %1, Experte %2</translation>
    </message>
    <message>
        <source> (group %1)</source>
        <translation> (Gruppe %1)</translation>
    </message>
    <message>
        <source>: 0 %, none of %1</source>
        <translation>: 0 %, keines von %1</translation>
    </message>
    <message>
        <source>: %1, %2 of %3, %4 even</source>
        <translation>: %1, %2 von %3, %4 gegenüber gleichmäßig</translation>
    </message>
    <message>
        <source>: %1 of the layer&apos;s weight, %2 of %3, %4 even</source>
        <translation>: %1 des Gewichts der Schicht, %2 von %3, %4 gegenüber gleichmäßig</translation>
    </message>
    <message>
        <source>, in %1</source>
        <translation>, in %1</translation>
    </message>
    <message>
        <source>no token with known experts</source>
        <translation>kein Token mit bekannten Experten</translation>
    </message>
    <message>
        <source>%1 dead, %2 hot of %3</source>
        <translation>%1 tot, %2 heiß von %3</translation>
    </message>
    <message>
        <source>entropy %1 of %2 bit</source>
        <translation>Entropie %1 von %2 Bit</translation>
    </message>
    <message>
        <source>variation %1</source>
        <translation>Streuung %1</translation>
    </message>
    <message>
        <source>violation %1</source>
        <translation>Verletzung %1</translation>
    </message>
    <message>
        <source>phase information %1 bit</source>
        <translation>Phaseninformation %1 Bit</translation>
    </message>
    <message>
        <source>thought and answer share %1 of %2</source>
        <translation>Gedanke und Antwort teilen %1 von %2</translation>
    </message>
    <message>
        <source>Jaccard %1 (chance %2)</source>
        <translation>Jaccard %1 (Zufall %2)</translation>
    </message>
    <message>
        <source>token %1, %2</source>
        <translation>Token %1, %2</translation>
    </message>
    <message>
        <source>chosen by %1</source>
        <translation>gewählt von %1</translation>
    </message>
    <message>
        <source>the strongest of %1 in this place</source>
        <translation>das stärkste von %1 an dieser Stelle</translation>
    </message>
    <message numerus="yes">
        <source>%1 attachment(s)</source>
        <translation>
            <numerusform>%1 Anhang</numerusform>
            <numerusform>%1 Anhänge</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 system or tool message(s)</source>
        <translation>
            <numerusform>%1 Nachricht von System oder Werkzeug</numerusform>
            <numerusform>%1 Nachrichten von System oder Werkzeug</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 changed question(s)</source>
        <translation>
            <numerusform>%1 geänderte Frage</numerusform>
            <numerusform>%1 geänderte Fragen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 empty or too long chat(s)</source>
        <translation>
            <numerusform>%1 leerer oder zu langer Chat</numerusform>
            <numerusform>%1 leere oder zu lange Chats</numerusform>
        </translation>
    </message>
    <message>
        <source>, room for %1 contexts</source>
        <translation>, Platz für %1 Kontexte</translation>
    </message>
    <message>
        <source>It would need %1: %2.</source>
        <translation>Gebraucht würden %1: %2.</translation>
    </message>
    <message>
        <source>There is no usable Vulkan device to open it on.</source>
        <translation>Es gibt kein nutzbares Vulkan-Gerät, um es zu öffnen.</translation>
    </message>
    <message>
        <source>There is no usable device “%1”; choose another.</source>
        <translation>Es gibt kein nutzbares Gerät „%1“; ein anderes wählen.</translation>
    </message>
    <message>
        <source>the attention of a batch</source>
        <translation>die Attention eines Stapels</translation>
    </message>
    <message>
        <source>the activations of a batch</source>
        <translation>die Aktivierungen eines Stapels</translation>
    </message>
    <message>
        <source>the logits of a batch</source>
        <translation>die Logits eines Stapels</translation>
    </message>
    <message>
        <source>Fits %1 with its whole context of %2: %3.</source>
        <translation>Passt auf %1 mit dem ganzen Kontext von %2: %3.</translation>
    </message>
    <message>
        <source>Fits %1 with a context of %2 of its %3: %4.</source>
        <translation>Passt auf %1 mit einem Kontext von %2 der möglichen %3: %4.</translation>
    </message>
    <message>
        <source>Its whole context would fit too.</source>
        <translation>Auch der ganze Kontext würde passen.</translation>
    </message>
    <message>
        <source>At most %1 would fit.</source>
        <translation>Höchstens %1 würden passen.</translation>
    </message>
    <message>
        <source>Does not fit %1: the largest tensor needs %2 in one piece, and the device takes at most %3.</source>
        <translation>Passt nicht auf %1: Der größte Tensor braucht %2 am Stück, und das Gerät nimmt höchstens %3.</translation>
    </message>
    <message>
        <source>Does not fit %1: it needs %2 in one piece for %3, and the device takes at most %4.</source>
        <translation>Passt nicht auf %1: Es braucht %2 am Stück für %3, und das Gerät nimmt höchstens %4.</translation>
    </message>
    <message>
        <source>Does not fit %1: the device cannot go through a context of %2; at most %3 fit.</source>
        <translation>Passt nicht auf %1: Das Gerät kann einen Kontext von %2 nicht durchlaufen; höchstens %3 passen.</translation>
    </message>
    <message>
        <source>Does not fit %1: with a context of %2 the cache of one layer needs %3 in one piece, and the device takes at most %4; at most %5 fit.</source>
        <translation>Passt nicht auf %1: Bei einem Kontext von %2 braucht der Cache einer Schicht %3 am Stück, und das Gerät nimmt höchstens %4; höchstens %5 passen.</translation>
    </message>
    <message>
        <source>Does not fit %1 with %2: weights %3, scratch %4, and %5 of cache a token.</source>
        <translation>Passt nicht auf %1 mit %2: Gewichte %3, Zwischenspeicher %4 und %5 Cache je Token.</translation>
    </message>
    <message>
        <source>Does not fit %1 with %2: a context of %3 needs %4; at most %5 fit.</source>
        <translation>Passt nicht auf %1 mit %2: Ein Kontext von %3 braucht %4; höchstens %5 passen.</translation>
    </message>
    <message>
        <source>32 bits a number: nothing is rounded, twice the memory of F16</source>
        <translation>32 Bit je Zahl: Nichts wird gerundet, doppelt so viel Speicher wie F16</translation>
    </message>
    <message>
        <source>16 bits a number: the usual choice</source>
        <translation>16 Bit je Zahl: die übliche Wahl</translation>
    </message>
    <message>
        <source>8.5 bits a number: about half the memory of F16, answers may differ slightly</source>
        <translation>8.5 Bit je Zahl: etwa halb so viel Speicher wie F16, Antworten können leicht abweichen</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1/token</source>
        <translation>%1/Token</translation>
    </message>
    <message>
        <source>As fast as it was made (1×)</source>
        <translation>So schnell, wie er entstand (1×)</translation>
    </message>
    <message>
        <source>%1× the recorded speed</source>
        <translation>%1× die aufgezeichnete Geschwindigkeit</translation>
    </message>
    <message>
        <source>One token every %1</source>
        <translation>Alle %1 ein Token</translation>
    </message>
    <message>
        <source>prompt %1</source>
        <translation>Prompt %1</translation>
    </message>
    <message>
        <source>(%1 from the cache)</source>
        <translation>(%1 aus dem Cache)</translation>
    </message>
    <message>
        <source>reading the question</source>
        <translation>Frage wird gelesen</translation>
    </message>
    <message>
        <source>answer %1</source>
        <translation>Antwort %1</translation>
    </message>
    <message>
        <source>think %1 · %2</source>
        <translation>Denken %1 · %2</translation>
    </message>
    <message>
        <source>%1 on %2, context of %3, KV cache in %4</source>
        <translation>%1 auf %2, Kontext von %3, KV-Cache in %4</translation>
    </message>
    <message>
        <source>Sampling: %1</source>
        <translation>Ziehen: %1</translation>
    </message>
    <message>
        <source>Sampling: %1, seed %2</source>
        <translation>Ziehen: %1, Seed %2</translation>
    </message>
    <message>
        <source>%1, answer %2</source>
        <translation>%1, Antwort %2</translation>
    </message>
    <message>
        <source>Chat template: the model&apos;s own</source>
        <translation>Chatvorlage: die des Modells</translation>
    </message>
    <message>
        <source>Chat template: %1</source>
        <translation>Chatvorlage: %1</translation>
    </message>
    <message>
        <source>Sent: %1</source>
        <translation>Gesendet: %1</translation>
    </message>
    <message>
        <source>Sent: %1; left out: %2</source>
        <translation>Gesendet: %1; ausgelassen: %2</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>Temperatur %1</translation>
    </message>
    <message>
        <source>greedy</source>
        <translation>greedy</translation>
    </message>
    <message>
        <source>top-p %1</source>
        <translation>Top-p %1</translation>
    </message>
    <message>
        <source>top-k %1</source>
        <translation>Top-k %1</translation>
    </message>
    <message>
        <source>min-p %1</source>
        <translation>Min-p %1</translation>
    </message>
    <message>
        <source>repetition penalty %1</source>
        <translation>Wiederholungsstrafe %1</translation>
    </message>
    <message>
        <source>presence penalty %1</source>
        <translation>Präsenzstrafe %1</translation>
    </message>
    <message>
        <source>frequency penalty %1</source>
        <translation>Häufigkeitsstrafe %1</translation>
    </message>
    <message>
        <source>biases for %1</source>
        <translation>Biase für %1</translation>
    </message>
    <message>
        <source>How it was sampled and what was sent was not recorded.</source>
        <translation>Wie gezogen und was gesendet wurde, ist nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>Altered experts: %1</source>
        <translation>Veränderte Experten: %1</translation>
    </message>
    <message>
        <source>At most %1</source>
        <translation>Höchstens %1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>the end</source>
        <translation>das Ende</translation>
    </message>
    <message>
        <source>Its routing is not known of both.</source>
        <translation>Das Routing ist nicht von beiden bekannt.</translation>
    </message>
    <message>
        <source>There they chose the same experts throughout.</source>
        <translation>Dort wählten sie durchweg dieselben Experten.</translation>
    </message>
    <message>
        <source>There %1 of %2 choices differ, first at token %3 in layer %4.</source>
        <translation>Dort weichen %1 von %2 Wahlen ab, zuerst bei Token %3 in Schicht %4.</translation>
    </message>
    <message>
        <source>The runs differ from their first token on.</source>
        <translation>Die Läufe unterscheiden sich vom ersten Token an.</translation>
    </message>
    <message>
        <source>Both have the same %1.</source>
        <translation>Beide haben dieselben %1.</translation>
    </message>
    <message>
        <source>Both begin with the same %1 and part at token %2: %3 in A, %4 in B.</source>
        <translation>Beide beginnen mit denselben %1 und trennen sich bei Token %2: %3 in A, %4 in B.</translation>
    </message>
    <message>
        <source>layer %1: dense, no experts</source>
        <translation>Schicht %1: dicht, ohne Experten</translation>
    </message>
    <message>
        <source>layer %1: %2 of %3 experts used by %4</source>
        <translation>Schicht %1: %2 von %3 Experten genutzt von %4</translation>
    </message>
    <message>
        <source>token %1 “%2”</source>
        <translation>Token %1 „%2“</translation>
    </message>
    <message numerus="yes">
        <source>all %1 token(s)</source>
        <translation>
            <numerusform>%1 Token insgesamt</numerusform>
            <numerusform>%1 Token insgesamt</numerusform>
        </translation>
    </message>
    <message>
        <source>tokens %1 to %2</source>
        <translation>Token %1 bis %2</translation>
    </message>
    <message>
        <source>probability %1</source>
        <translation>Wahrscheinlichkeit %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>routing was not computed, the token was in the cache</source>
        <translation>Routing nicht berechnet, das Token war im Cache</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>nicht gewählt</translation>
    </message>
    <message>
        <source>weight %1, %2 of %3</source>
        <translation>Gewicht %1, %2 von %3</translation>
    </message>
    <message>
        <source>, mean weight %1</source>
        <translation>, mittleres Gewicht %1</translation>
    </message>
    <message>
        <source>“%1” is no file: only files of text can be attached.</source>
        <translation>„%1“ ist keine Datei: Nur Textdateien können angehängt werden.</translation>
    </message>
    <message>
        <source>“%1” was not found.</source>
        <translation>„%1“ wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>“%1” cannot be read: %2.</source>
        <translation>„%1“ kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>“%1” is larger than %2, the most that can be attached.</source>
        <translation>„%1“ ist größer als %2; mehr kann nicht angehängt werden.</translation>
    </message>
    <message>
        <source>“%1” is no text in UTF-8: such text alone can be attached.</source>
        <translation>„%1“ ist kein Text in UTF-8: Nur solcher Text kann angehängt werden.</translation>
    </message>
    <message>
        <source>phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>log-probability</source>
        <translation>Log-Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 Nats</translation>
    </message>
    <message>
        <source>the prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>the thought</source>
        <translation>Gedanke</translation>
    </message>
    <message>
        <source>the answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>the common beginning</source>
        <translation>gemeinsamer Anfang</translation>
    </message>
    <message>
        <source>the part after the common beginning</source>
        <translation>Teil nach dem gemeinsamen Anfang</translation>
    </message>
    <message>
        <source>the shown run</source>
        <translation>gezeigter Lauf</translation>
    </message>
    <message>
        <source>every run</source>
        <translation>alle Läufe</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>all tokens</source>
        <translation>alle Token</translation>
    </message>
    <message>
        <source>%1 in %2 of %3</source>
        <translation>%1 (%2, %3)</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 Token/s</translation>
    </message>
    <message>
        <source>C</source>
        <comment>the language of days and months, as Qt calls it: de</comment>
        <translation>de</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>a date</comment>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>a date</comment>
        <translation>d. MMMM</translation>
    </message>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation>
            <numerusform>%1 Byte</numerusform>
            <numerusform>%1 Bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 change(s)</source>
        <translation>
            <numerusform>%1 Änderung</numerusform>
            <numerusform>%1 Änderungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 chat(s)</source>
        <translation>
            <numerusform>%1 Chat</numerusform>
            <numerusform>%1 Chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 earlier turn(s)</source>
        <translation>
            <numerusform>%1 frühere Runde</numerusform>
            <numerusform>%1 frühere Runden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 expert(s)</source>
        <translation>
            <numerusform>%1 Experte</numerusform>
            <numerusform>%1 Experten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 head(s)</source>
        <translation>
            <numerusform>%1 Kopf</numerusform>
            <numerusform>%1 Köpfe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 key/value head(s)</source>
        <translation>
            <numerusform>%1 Key/Value-Kopf</numerusform>
            <numerusform>%1 Key/Value-Köpfe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 kind(s)</source>
        <translation>
            <numerusform>%1 Art</numerusform>
            <numerusform>%1 Arten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 layer(s)</source>
        <translation>
            <numerusform>%1 Schicht</numerusform>
            <numerusform>%1 Schichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 message(s)</source>
        <translation>
            <numerusform>%1 Nachricht</numerusform>
            <numerusform>%1 Nachrichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 model(s)</source>
        <translation>
            <numerusform>%1 Modell</numerusform>
            <numerusform>%1 Modelle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 page(s)</source>
        <translation>
            <numerusform>%1 Seite</numerusform>
            <numerusform>%1 Seiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 question(s)</source>
        <translation>
            <numerusform>%1 Frage</numerusform>
            <numerusform>%1 Fragen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 step(s)</source>
        <translation>
            <numerusform>%1 Schritt</numerusform>
            <numerusform>%1 Schritte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 token(s)</source>
        <translation>
            <numerusform>%1 Token</numerusform>
            <numerusform>%1 Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 turn(s)</source>
        <translation>
            <numerusform>%1 Runde</numerusform>
            <numerusform>%1 Runden</numerusform>
        </translation>
    </message>
    <message>
        <source>first</source>
        <translation>1.</translation>
    </message>
    <message>
        <source>second</source>
        <translation>2.</translation>
    </message>
    <message>
        <source>third</source>
        <translation>3.</translation>
    </message>
    <message>
        <source>fourth</source>
        <translation>4.</translation>
    </message>
    <message>
        <source>fifth</source>
        <translation>5.</translation>
    </message>
    <message>
        <source>sixth</source>
        <translation>6.</translation>
    </message>
    <message>
        <source>seventh</source>
        <translation>7.</translation>
    </message>
    <message>
        <source>eighth</source>
        <translation>8.</translation>
    </message>
    <message>
        <source>ninth</source>
        <translation>9.</translation>
    </message>
    <message>
        <source>tenth</source>
        <translation>10.</translation>
    </message>
    <message>
        <source>%1th</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1st</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1nd</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1rd</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(leer)</translation>
    </message>
    <message>
        <source>Makes tokens that the prompt or the answer has less likely, the more the further above 1.</source>
        <translation>Macht Token, die Prompt oder Antwort schon enthalten, unwahrscheinlicher, umso mehr, je weiter über 1.</translation>
    </message>
    <message>
        <source>until the context is full</source>
        <translation>bis der Kontext voll ist</translation>
    </message>
    <message>
        <source>The longest thought and answer together, in tokens.</source>
        <translation>Der längste Gedanke mit Antwort zusammen, in Token.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>A thought is closed after this many tokens, and the answer follows.</source>
        <translation>Ein Gedanke wird nach so vielen Token geschlossen, und die Antwort folgt.</translation>
    </message>
    <message>
        <source>one a line</source>
        <translation>einer je Zeile</translation>
    </message>
    <message>
        <source>The answer ends before the first of these texts; \n stands for the end of a line.</source>
        <translation>Die Antwort endet vor dem ersten dieser Texte; \n steht für ein Zeilenende.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>What the model is told before the chat begins. Models that were not taught to take it leave it out.</source>
        <translation>Was dem Modell vor Beginn des Chats gesagt wird. Modelle, denen das nicht beigebracht wurde, lassen es weg.</translation>
    </message>
    <message>
        <source>Generation settings</source>
        <translation>Einstellungen der Erzeugung</translation>
    </message>
    <message>
        <source>a new one each time</source>
        <translation>jedes Mal ein neuer</translation>
    </message>
    <message>
        <source>The same seed gives the same choices again. Each answer tells its own in the line of how it was made.</source>
        <translation>Derselbe Seed ergibt wieder dieselben Wahlen. Jede Antwort nennt ihren eigenen in der Zeile, wie sie entstand.</translation>
    </message>
    <message>
        <source>As the model&apos;s makers advise</source>
        <translation>Wie es die Hersteller des Modells empfehlen</translation>
    </message>
    <message>
        <source>The model&apos;s file, or its makers, say how its answers are best sampled.</source>
        <translation>Die Datei des Modells oder seine Hersteller sagen, wie seine Antworten am besten gezogen werden.</translation>
    </message>
    <message>
        <source>How questions and answers are written down for the model. Choose another one where the model&apos;s own fails or answers make no sense.</source>
        <translation>Wie Fragen und Antworten für das Modell aufgeschrieben werden. Eine andere wählen, wenn die des Modells versagt oder Antworten keinen Sinn ergeben.</translation>
    </message>
    <message>
        <source>The model&apos;s own</source>
        <translation>Die des Modells</translation>
    </message>
    <message>
        <source>Off: each question stands by itself.</source>
        <translation>Aus: Jede Frage steht für sich.</translation>
    </message>
    <message>
        <source>Off: of earlier turns the model reads the answers alone, which saves room in the context, as its makers mean it.</source>
        <translation>Aus: Von früheren Runden liest das Modell nur die Antworten; das spart Platz im Kontext, wie seine Hersteller es meinen.</translation>
    </message>
    <message>
        <source>Greedy</source>
        <translation>Greedy</translation>
    </message>
    <message>
        <source>Precise</source>
        <translation>Präzise</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Varied</source>
        <translation>Vielfältig</translation>
    </message>
    <message>
        <source>group %1</source>
        <translation>Gruppe %1</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>As It Is</source>
        <translation>Wie er ist</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Forced</source>
        <translation>Erzwungen</translation>
    </message>
    <message>
        <source>It finds that thinking pays</source>
        <translation>Denken zahlt sich aus</translation>
    </message>
    <message>
        <source>Form and right answers are rewarded. Whole thoughts are rare in the base&apos;s answers; those that hold one are right more often.</source>
        <translation>Form und richtige Antworten werden belohnt. Ganze Gedanken sind in den Antworten der Basis selten; die mit einem sind öfter richtig.</translation>
    </message>
    <message>
        <source>Control: form alone</source>
        <translation>Kontrolle: nur die Form</translation>
    </message>
    <message>
        <source>Right answers are not rewarded, so nothing speaks for a thought: the form becomes perfect, and nothing else.</source>
        <translation>Richtige Antworten werden nicht belohnt, also spricht nichts für einen Gedanken: Die Form wird perfekt, sonst nichts.</translation>
    </message>
    <message>
        <source>Control: reward by lot</source>
        <translation>Kontrolle: Lohn durch Los</translation>
    </message>
    <message>
        <source>A lot decides, so that there is nothing to find out. What changes here changes by chance.</source>
        <translation>Ein Los entscheidet, sodass es nichts herauszufinden gibt. Was sich hier ändert, ändert sich durch Zufall.</translation>
    </message>
    <message>
        <source>Control: no whole thoughts</source>
        <translation>Kontrolle: ohne Gedanken</translation>
    </message>
    <message>
        <source>This base was taught until none of its answers held a whole thought; it still knows the notes. Reward makes more of what is there: is anything there?</source>
        <translation>Diese Basis wurde unterrichtet, bis keine ihrer Antworten einen ganzen Gedanken enthielt; die Notizen kennt sie noch. Belohnung macht mehr aus dem, was da ist: Ist etwas da?</translation>
    </message>
    <message>
        <source>Default on harder questions</source>
        <translation>Standard, schwere Fragen</translation>
    </message>
    <message>
        <source>It thinks already. Here it meets more sentences, more to sort and larger numbers than it was trained on, and is often wrong. Slower: the model is larger, and its thoughts are longer.</source>
        <translation>Es denkt bereits. Hier trifft es auf mehr Sätze, mehr zu Sortierendes und größere Zahlen als im Training und liegt oft falsch. Langsamer: Das Modell ist größer, und seine Gedanken sind länger.</translation>
    </message>
    <message>
        <source>Form and match</source>
        <translation>Form und Treffer</translation>
    </message>
    <message>
        <source>Good: both rise, form first. Form alone at the top means that the model was paid for manners.</source>
        <translation>Gut: Beide steigen, die Form zuerst. Nur die Form oben heißt, dass das Modell für Manieren bezahlt wurde.</translation>
    </message>
    <message>
        <source>form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>match</source>
        <translation>Treffer</translation>
    </message>
    <message>
        <source>Held-out questions</source>
        <translation>Prüffragen</translation>
    </message>
    <message>
        <source>Good: it rises with match, towards what the base finds in eight tries. If match rises alone, answers were learned by heart.</source>
        <translation>Gut: Sie steigt mit den Treffern, hin zu dem, was die Basis in acht Versuchen findet. Steigen nur die Treffer, wurden Antworten auswendig gelernt.</translation>
    </message>
    <message>
        <source>base, best of 8</source>
        <translation>Basis, beste von 8</translation>
    </message>
    <message>
        <source>Thought, tokens</source>
        <translation>Gedanke, Token</translation>
    </message>
    <message>
        <source>Good: it grows as far as the work needs. Bad: it grows on without match, or falls to nothing.</source>
        <translation>Gut: Er wächst, so weit die Arbeit es braucht. Schlecht: Er wächst weiter ohne Treffer oder fällt auf nichts.</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>10–90 %</source>
        <translation>10–90 %</translation>
    </message>
    <message>
        <source>Right against wrong, tokens</source>
        <translation>Richtig gegen falsch, Token</translation>
    </message>
    <message>
        <source>Good: the right ones think longer, so thinking pays. Bad: wrong ones grow alone and ramble.</source>
        <translation>Gut: Die richtigen denken länger, Denken zahlt sich also aus. Schlecht: Nur falsche wachsen und schweifen ab.</translation>
    </message>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>Kinds of thought</source>
        <translation>Arten des Gedankens</translation>
    </message>
    <message>
        <source>Good: full thoughts, rare at first, take over. Bad: malformed answers spread.</source>
        <translation>Gut: Ganze Gedanken, anfangs selten, setzen sich durch. Schlecht: Missgebildete Antworten breiten sich aus.</translation>
    </message>
    <message>
        <source>full</source>
        <translation>ganz</translation>
    </message>
    <message>
        <source>short</source>
        <translation>kurz</translation>
    </message>
    <message>
        <source>malformed</source>
        <translation>missgebildet</translation>
    </message>
    <message>
        <source>Questions solved</source>
        <translation>Gelöste Fragen</translation>
    </message>
    <message>
        <source>The middle teaches: where all or none of a group are right, there is nothing to compare.</source>
        <translation>Die Mitte lehrt: Wo alle oder keine einer Gruppe richtig sind, gibt es nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>by all</source>
        <translation>von allen</translation>
    </message>
    <message>
        <source>by some</source>
        <translation>von einigen</translation>
    </message>
    <message>
        <source>by none</source>
        <translation>von keiner</translation>
    </message>
    <message>
        <source>Cut off at the cap</source>
        <translation>An der Grenze abgeschnitten</translation>
    </message>
    <message>
        <source>Good: near zero. Bad: it rises, for then long thoughts cannot end and are not paid.</source>
        <translation>Gut: nahe null. Schlecht: Es steigt, denn dann können lange Gedanken nicht enden und werden nicht bezahlt.</translation>
    </message>
    <message>
        <source>Entropy, nats a token</source>
        <translation>Entropie, Nats je Token</translation>
    </message>
    <message>
        <source>Good: it falls slowly. At zero nothing new is tried, and learning stops.</source>
        <translation>Gut: Sie fällt langsam. Bei null wird nichts Neues versucht, und das Lernen hört auf.</translation>
    </message>
    <message>
        <source>Gradient norm</source>
        <translation>Norm des Gradienten</translation>
    </message>
    <message>
        <source>Good: steady, highest at the turn. Bad: spikes that do not end; it is clipped at 1.</source>
        <translation>Gut: gleichmäßig, am höchsten bei der Wende. Schlecht: Spitzen, die nicht enden; sie wird bei 1 gekappt.</translation>
    </message>
    <message>
        <source>Sampler against trainer, log-probability</source>
        <translation>Ziehen gegen Lernen, Log-Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Good: far below the dashed line. Above it the two disagree, and learning pauses.</source>
        <translation>Gut: weit unter der gestrichelten Linie. Darüber sind die beiden uneins, und das Lernen hält an.</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Tokens a second</source>
        <translation>Token je Sekunde</translation>
    </message>
    <message>
        <source>Sampled and learned from, over the whole step. It falls while thoughts grow.</source>
        <translation>Gezogen und gelernt, über den ganzen Schritt. Es fällt, während Gedanken wachsen.</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%1 von %2 Token</translation>
    </message>
    <message>
        <source>In the device now</source>
        <translation>Jetzt im Gerät</translation>
    </message>
    <message>
        <source>In the device now: %1</source>
        <translation>Jetzt im Gerät: %1</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Scratch</source>
        <translation>Zwischenspeicher</translation>
    </message>
    <message>
        <source>activations, routing, logits, read-back</source>
        <translation>Aktivierungen, Routing, Logits, Rücklesen</translation>
    </message>
    <message>
        <source>After this token: %1, %2</source>
        <translation>Nach diesem Token: %1, %2</translation>
    </message>
    <message>
        <source>This run so far: %1, %2</source>
        <translation>Dieser Lauf bisher: %1, %2</translation>
    </message>
    <message>
        <source>When this run ended: %1, %2</source>
        <translation>Als dieser Lauf endete: %1, %2</translation>
    </message>
    <message>
        <source>KV cache in use</source>
        <translation>KV-Cache in Gebrauch</translation>
    </message>
    <message>
        <source>The run was made with this, which is not what the device holds now</source>
        <translation>Der Lauf entstand damit; das Gerät hält jetzt etwas anderes</translation>
    </message>
    <message>
        <source>layer %1: each token adds %2</source>
        <translation>Schicht %1: Jedes Token fügt %2 hinzu</translation>
    </message>
    <message>
        <source>Host memory: %1
beside the device&apos;s: which experts each token of the cache chose, %2 a token, taken as the cache fills</source>
        <translation>Hauptspeicher: %1
neben dem des Geräts: welche Experten jedes Token des Caches wählte, %2 je Token, belegt, während sich der Cache füllt</translation>
    </message>
    <message>
        <source>Host memory</source>
        <translation>Hauptspeicher</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV-Cache</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>, %1 contexts</source>
        <translation>, %1 Kontexte</translation>
    </message>
    <message>
        <source>room for %1 contexts of that length, for answers beside each other</source>
        <translation>Platz für %1 Kontexte dieser Länge, für Antworten nebeneinander</translation>
    </message>
    <message>
        <source>Run under way</source>
        <translation>Laufender Lauf</translation>
    </message>
    <message>
        <source>Answer %1</source>
        <translation>Antwort %1</translation>
    </message>
    <message>
        <source>%1, alone: %2</source>
        <translation>%1, allein: %2</translation>
    </message>
    <message>
        <source>%1, shared with others: %2</source>
        <translation>%1, mit anderen geteilt: %2</translation>
    </message>
    <message>
        <source>, of them shared: %1</source>
        <translation>, davon geteilt: %1</translation>
    </message>
    <message>
        <source>KV cache in use by runs</source>
        <translation>KV-Cache in Gebrauch von Läufen</translation>
    </message>
    <message>
        <source>KV cache allocated, free</source>
        <translation>KV-Cache belegt, frei</translation>
    </message>
    <message>
        <source>KV cache, as allocated</source>
        <translation>KV-Cache, wie belegt</translation>
    </message>
    <message>
        <source>Pages of the cache: %1 of %2 in use</source>
        <translation>Seiten des Caches: %1 von %2 in Gebrauch</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Geteilt</translation>
    </message>
    <message>
        <source>In use by two runs or more, each page counted once here: what runs begin alike is read and kept once</source>
        <translation>In Gebrauch von zwei oder mehr Läufen, jede Seite hier einmal gezählt: Was Läufe gleich beginnen, wird einmal gelesen und behalten</translation>
    </message>
    <message>
        <source>Kept for later</source>
        <translation>Aufgehoben</translation>
    </message>
    <message>
        <source>Of runs that have ended. It is found again by its content, so that what begins alike is not read anew, and goes when room is needed</source>
        <translation>Von beendeten Läufen. Es wird am Inhalt wiedergefunden, sodass gleiche Anfänge nicht neu gelesen werden, und weicht, wenn Platz gebraucht wird</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Reserved, and in use by nobody</source>
        <translation>Reserviert und von niemandem gebraucht</translation>
    </message>
    <message>
        <source>%1, %3 cache on %2</source>
        <translation>%1, Cache in %3 auf %2</translation>
    </message>
    <message>
        <source>KV cache allocated, not in use</source>
        <translation>KV-Cache belegt, nicht in Gebrauch</translation>
    </message>
    <message>
        <source>%1: %2 in use, %3 allocated</source>
        <translation>%1: %2 in Gebrauch, %3 belegt</translation>
    </message>
    <message>
        <source>All: %1 on %2</source>
        <translation>Alles: %1 auf %2</translation>
    </message>
    <message>
        <source>%1 – %2
%3 numbers a token, %4</source>
        <translation>%1 – %2
%3 Zahlen je Token, %4</translation>
    </message>
    <message>
        <source>; %1 with the padding of its rows</source>
        <translation>; %1 mit dem Auffüllen der Zeilen</translation>
    </message>
    <message>
        <source>This turn was imported</source>
        <translation>Diese Runde wurde importiert</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Kein Modell geladen</translation>
    </message>
    <message>
        <source>Open a model or a recorded run, and %1 here.</source>
        <translation>Ein Modell oder einen aufgezeichneten Lauf öffnen, dann %1.</translation>
    </message>
    <message>
        <source>No tokens yet</source>
        <translation>Noch keine Token</translation>
    </message>
    <message>
        <source>%1, and %2 here.</source>
        <translation>%1, dann %2.</translation>
    </message>
    <message>
        <source>The run failed</source>
        <translation>Der Lauf ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>This run has no tokens</source>
        <translation>Dieser Lauf hat keine Token</translation>
    </message>
    <message>
        <source>It ended before its first token.</source>
        <translation>Er endete vor seinem ersten Token.</translation>
    </message>
    <message>
        <source>Reading the question</source>
        <translation>Frage wird gelesen</translation>
    </message>
    <message>
        <source>This model has no experts</source>
        <translation>Dieses Modell hat keine Experten</translation>
    </message>
    <message>
        <source>%1 is dense: every token passes through the whole of each of its %2.</source>
        <translation>%1 ist dicht: Jedes Token durchläuft jede seiner %2 ganz.</translation>
    </message>
    <message>
        <source>The experts are not known</source>
        <translation>Die Experten sind nicht bekannt</translation>
    </message>
    <message>
        <source>a text of it has %1 characters, and one can have %2 at most</source>
        <translation>ein Text darin hat %1 Zeichen, und einer darf höchstens %2 haben</translation>
    </message>
    <message>
        <source>with all its versions it has %1 characters, and a chat can have %2</source>
        <translation>mit allen Fassungen hat er %1 Zeichen, und ein Chat darf %2 haben</translation>
    </message>
    <message>
        <source>%1, written here</source>
        <translation>%1, hier geschrieben</translation>
    </message>
    <message>
        <source>tokens labelled “%1”</source>
        <translation>als „%1“ benannte Token</translation>
    </message>
    <message>
        <source>There is no room for a file in the folder for temporary ones.</source>
        <translation>Im Ordner für zeitweilige Dateien ist kein Platz für eine Datei.</translation>
    </message>
    <message>
        <source>A chat of more than %1 turns was left out.</source>
        <translation>Ein Chat mit mehr als %1 Runden wurde ausgelassen.</translation>
    </message>
    <message>
        <source>%1 holds no chat that can be read. %2</source>
        <translation>%1 enthält keinen Chat, der gelesen werden kann. %2</translation>
    </message>
    <message>
        <source>%1 is larger than %2, which is more than a chat takes.</source>
        <translation>%1 ist größer als %2, und das ist mehr, als ein Chat braucht.</translation>
    </message>
    <message>
        <source>%1 cannot be read: there is nothing in it.</source>
        <translation>%1 kann nicht gelesen werden: Die Datei ist leer.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1 cannot be imported: %2</source>
        <translation>%1 kann nicht importiert werden: %2</translation>
    </message>
    <message>
        <source>The paper&apos;s %1 less compares DeepSeek-V2 with 6 bits a number to DeepSeek 67B, whose grouped-query attention keeps 16 bits. At equal precision it is %2 less, and %3 less than keys and values of V2&apos;s own heads.</source>
        <translation>Die %1 weniger der Veröffentlichung vergleichen DeepSeek-V2 mit 6 Bit je Zahl mit DeepSeek 67B, dessen gruppierte Aufmerksamkeit 16 Bit behält. Bei gleicher Genauigkeit sind es %2 weniger, und %3 weniger als Schlüssel und Werte der eigenen Köpfe von V2.</translation>
    </message>
    <message>
        <source>%1 or more</source>
        <translation>%1 oder mehr</translation>
    </message>
    <message>
        <source>%1: %2 in all layers together</source>
        <translation>%1: %2 in allen Schichten zusammen</translation>
    </message>
    <message>
        <source>Weights that learn</source>
        <translation>Lernende Gewichte</translation>
    </message>
    <message>
        <source>Slopes</source>
        <translation>Gradienten</translation>
    </message>
    <message>
        <source>First moments</source>
        <translation>Erste Momente</translation>
    </message>
    <message>
        <source>Second moments</source>
        <translation>Zweite Momente</translation>
    </message>
    <message>
        <source>Weights that stay</source>
        <translation>Bleibende Gewichte</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <source>Activations kept to go back</source>
        <translation>Aktivierungen für den Rückweg</translation>
    </message>
    <message>
        <source>Scratch of learning</source>
        <translation>Zwischenspeicher des Lernens</translation>
    </message>
    <message>
        <source>Texts to learn from</source>
        <translation>Texte, aus denen gelernt wird</translation>
    </message>
    <message>
        <source>Experts to choose again</source>
        <translation>Wieder zu wählende Experten</translation>
    </message>
    <message>
        <source>Weights of the beginning</source>
        <translation>Gewichte des Anfangs</translation>
    </message>
    <message>
        <source>Weights put aside</source>
        <translation>Beiseitegelegte Gewichte</translation>
    </message>
    <message>
        <source>Results of learning</source>
        <translation>Ergebnisse des Lernens</translation>
    </message>
    <message>
        <source>On request</source>
        <translation>Auf Anfrage</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Spur</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>Übertragung</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Attention of a step</source>
        <translation>Aufmerksamkeit eines Schritts</translation>
    </message>
    <message>
        <source>Activations of a step</source>
        <translation>Aktivierungen eines Schritts</translation>
    </message>
    <message>
        <source>Input of a step</source>
        <translation>Eingabe eines Schritts</translation>
    </message>
    <message>
        <source>Output of a step</source>
        <translation>Ausgabe eines Schritts</translation>
    </message>
    <message>
        <source>Draws</source>
        <translation>Ziehungen</translation>
    </message>
    <message>
        <source>Chosen experts</source>
        <translation>Gewählte Experten</translation>
    </message>
    <message>
        <source>What routers weigh</source>
        <translation>Was Router abwägen</translation>
    </message>
    <message>
        <source>What heads look at</source>
        <translation>Wohin Köpfe sehen</translation>
    </message>
    <message>
        <source>Rows passed over</source>
        <translation>Übergangene Zeilen</translation>
    </message>
    <message>
        <source>On its way</source>
        <translation>Unterwegs</translation>
    </message>
    <message>
        <source>Queries, scores and results of the tokens of a step, used by one layer after the other</source>
        <translation>Anfragen, Werte und Ergebnisse der Token eines Schritts, von einer Schicht nach der anderen benutzt</translation>
    </message>
    <message>
        <source>The residual stream and what the feed-forward layers write</source>
        <translation>Der Residualstrom und was die Feed-Forward-Schichten schreiben</translation>
    </message>
    <message>
        <source>Tokens, pages of the cache, draws and alterations, on the host&apos;s side and the device&apos;s</source>
        <translation>Token, Seiten des Caches, Ziehungen und Änderungen, auf Seiten des Rechners und des Geräts</translation>
    </message>
    <message>
        <source>Logits, chosen experts and what was drawn, with its way back to the host</source>
        <translation>Logits, gewählte Experten und was gezogen wurde, mit dem Weg zurück zum Rechner</translation>
    </message>
    <message>
        <source>Logits as penalties and biases change them</source>
        <translation>Logits, wie Abzüge und Zuschläge sie ändern</translation>
    </message>
    <message>
        <source>What the router chose for each token of the cache, in the memory of the program</source>
        <translation>Was der Router für jedes Token des Caches gewählt hat, im Speicher des Programms</translation>
    </message>
    <message>
        <source>Scores of the routers and sizes of the experts&apos; outputs, for questions about a token</source>
        <translation>Werte der Router und Größen der Ausgaben von Experten, für Fragen zu einem Token</translation>
    </message>
    <message>
        <source>Scores of the heads, allocated at the first question about attention</source>
        <translation>Werte der Köpfe, belegt bei der ersten Frage nach Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Which rows of the cache attention passes over, allocated when some are dropped for the first time</source>
        <translation>Welche Zeilen des Caches die Aufmerksamkeit übergeht, belegt, wenn zum ersten Mal welche wegfallen</translation>
    </message>
    <message>
        <source>Between file or host and device, for a moment</source>
        <translation>Zwischen Datei oder Rechner und Gerät, für einen Augenblick</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>Einbettung</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Norms</source>
        <translation>Normen</translation>
    </message>
    <message>
        <source>Router</source>
        <translation>Router</translation>
    </message>
    <message>
        <source>Routed experts</source>
        <translation>Gewählte Experten</translation>
    </message>
    <message>
        <source>Shared experts</source>
        <translation>Geteilte Experten</translation>
    </message>
    <message>
        <source>Feed-forward</source>
        <translation>Feed-Forward</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>A vector for each token of the vocabulary</source>
        <translation>Ein Vektor für jedes Token des Vokabulars</translation>
    </message>
    <message>
        <source>Projections of queries, keys and values, and of what the heads find</source>
        <translation>Projektionen von Anfragen, Schlüsseln und Werten und dessen, was die Köpfe finden</translation>
    </message>
    <message>
        <source>Scales of the normalisations</source>
        <translation>Faktoren der Normierungen</translation>
    </message>
    <message>
        <source>What chooses the experts, with its selection bias</source>
        <translation>Was die Experten wählt, mit seinem Auswahlzuschlag</translation>
    </message>
    <message>
        <source>Of which each token uses a few</source>
        <translation>Von denen jedes Token einige benutzt</translation>
    </message>
    <message>
        <source>Which every token uses</source>
        <translation>Die jedes Token benutzt</translation>
    </message>
    <message>
        <source>Of layers without experts</source>
        <translation>Von Schichten ohne Experten</translation>
    </message>
    <message>
        <source>From the last layer to the vocabulary</source>
        <translation>Von der letzten Schicht zum Vokabular</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>Between tensors</source>
        <translation>Zwischen Tensoren</translation>
    </message>
    <message>
        <source>Each tensor begins where the device can read it well</source>
        <translation>Jeder Tensor beginnt dort, wo das Gerät ihn gut lesen kann</translation>
    </message>
    <message>
        <source>Pages of its own</source>
        <translation>Eigene Seiten</translation>
    </message>
    <message>
        <source>In use by two runs or more</source>
        <translation>Von zwei Läufen oder mehr benutzt</translation>
    </message>
    <message>
        <source>Of what has ended; found again by its content until room is needed</source>
        <translation>Von Beendetem; am Inhalt wiedergefunden, bis Platz gebraucht wird</translation>
    </message>
    <message>
        <source>What the lab has of the device</source>
        <translation>Was das Labor vom Gerät hat</translation>
    </message>
    <message>
        <source>All that is allocated</source>
        <translation>Alles Belegte</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>By phase, after %1</source>
        <translation>Nach Phase, nach %1</translation>
    </message>
    <message>
        <source>%1: %2, %3 of the cache of this run</source>
        <translation>%1: %2, %3 des Caches dieses Laufs</translation>
    </message>
    <message>
        <source>Does not fit %1: with %2 contexts of %3 the cache of one layer needs %4 in one piece, and the device takes at most %5; at most %6 fit.</source>
        <translation>Passt nicht auf %1: Mit %2 Kontexten von %3 braucht der Cache einer Schicht %4 am Stück, und das Gerät nimmt höchstens %5; höchstens %6 passen.</translation>
    </message>
    <message>
        <source>Does not fit %1 with %2: %3 contexts of %4 need %5; at most %6 fit.</source>
        <translation>Passt nicht auf %1 mit %2: %3 Kontexte von %4 brauchen %5; höchstens %6 passen.</translation>
    </message>
    <message>
        <source>With a cache of %1 it would fit.</source>
        <translation>Mit einem Cache in %1 würde es passen.</translation>
    </message>
    <message>
        <source>It would fit %1.</source>
        <translation>Auf %1 würde es passen.</translation>
    </message>
    <message numerus="yes">
        <source>Room for %1 such context(s) would fit.</source>
        <translation>
            <numerusform>Platz für %1 solchen Kontext würde passen.</numerusform>
            <numerusform>Platz für %1 solche Kontexte würde passen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Shorten the context to %1.</source>
        <translation>Kürzen Sie den Kontext auf %1.</translation>
    </message>
    <message>
        <source>Shorten the context to %1, with a cache of %2.</source>
        <translation>Kürzen Sie den Kontext auf %1, mit einem Cache in %2.</translation>
    </message>
    <message>
        <source>Shorten the context to %1, or to %2 with a cache of %3.</source>
        <translation>Kürzen Sie den Kontext auf %1, oder auf %2 mit einem Cache in %3.</translation>
    </message>
    <message>
        <source>Take a file with fewer bits a weight: its largest tensor may take %1.</source>
        <translation>Nehmen Sie eine Datei mit weniger Bits je Gewicht: Ihr größter Tensor darf %1 brauchen.</translation>
    </message>
    <message>
        <source>Take a file with fewer bits a weight: %1 of weights would fit, and these take %2.</source>
        <translation>Nehmen Sie eine Datei mit weniger Bits je Gewicht: %1 an Gewichten würden passen, und diese brauchen %2.</translation>
    </message>
    <message>
        <source>Take a smaller model, or a device that has more.</source>
        <translation>Nehmen Sie ein kleineres Modell oder ein Gerät, das mehr hat.</translation>
    </message>
    <message>
        <source>%1, with %2 %3</source>
        <translation>%1, mit %2 %3</translation>
    </message>
    <message>
        <source>memory not known</source>
        <translation>Speicher nicht bekannt</translation>
    </message>
    <message>
        <source>%1: the plan takes %2 of %3</source>
        <translation>%1: Der Plan braucht %2 von %3</translation>
    </message>
    <message>
        <source>largest context with a cache of %1: %2</source>
        <translation>größter Kontext mit einem Cache in %1: %2</translation>
    </message>
    <message>
        <source>with a cache of %1 it does not fit</source>
        <translation>mit einem Cache in %1 passt es nicht</translation>
    </message>
    <message>
        <source>Around the pages</source>
        <translation>Um die Seiten herum</translation>
    </message>
    <message>
        <source>Question to the engine</source>
        <translation>Frage an die Engine</translation>
    </message>
    <message>
        <source>System text: %1</source>
        <translation>Systemtext: %1</translation>
    </message>
    <message>
        <source>%1 of %2 ended</source>
        <translation>%1 von %2 beendet</translation>
    </message>
    <message>
        <source>System Text</source>
        <translation>Systemtext</translation>
    </message>
    <message>
        <source>None from here on.</source>
        <translation>Ab hier keiner.</translation>
    </message>
    <message>
        <source>Ends before: %1</source>
        <translation>Endet vor: %1</translation>
    </message>
    <message>
        <source>Thought closed after %1</source>
        <translation>Gedanke beendet nach %1</translation>
    </message>
    <message>
        <source>phase, chat too</source>
        <translation>Phase, auch im Chat</translation>
    </message>
    <message>
        <source>expert</source>
        <translation>Experte</translation>
    </message>
    <message>
        <source>compared run</source>
        <translation>verglichener Lauf</translation>
    </message>
    <message>
        <source>layer %1, expert %2, weight %3</source>
        <translation>Schicht %1, Experte %2, Gewicht %3</translation>
    </message>
    <message>
        <source>Taken from what speaks for a token that the answer has already; below 0 it is added. 0 is off.</source>
        <translation>Wird von dem abgezogen, was für ein Token spricht, das die Antwort schon hat; unter 0 wird es hinzugezählt. 0 ist aus.</translation>
    </message>
    <message>
        <source>The same for each time that the answer has it. 0 is off.</source>
        <translation>Dasselbe für jedes Mal, dass die Antwort es hat. 0 ist aus.</translation>
    </message>
    <message>
        <source>Send ear&amp;lier turns of the chat</source>
        <translation>Frühere &amp;Runden des Chats senden</translation>
    </message>
    <message>
        <source>This device has no memory of its own: it shares the machine&apos;s.</source>
        <translation>Dieses Gerät hat keinen eigenen Speicher: Es teilt den des Rechners.</translation>
    </message>
    <message>
        <source>States of sequences</source>
        <translation>Zustände von Sequenzen</translation>
    </message>
    <message>
        <source>What layers without attention remember of a sequence, the same however long it is</source>
        <translation>Was Schichten ohne Attention von einer Sequenz behalten, gleich viel, wie lang sie auch ist</translation>
    </message>
    <message>
        <source>, states %1</source>
        <translation>, Zustände %1</translation>
    </message>
    <message>
        <source>States</source>
        <translation>Zustände</translation>
    </message>
    <message>
        <source>%1 for each state of a text, however long it is; room for %2 of them</source>
        <translation>%1 für jeden Zustand eines Textes, wie lang er auch ist; Platz für %2 davon</translation>
    </message>
    <message>
        <source>Layer %1 has no attention: it keeps a state of the whole text in place of rows of its tokens.</source>
        <translation>Schicht %1 hat keine Attention: Sie behält einen Zustand des ganzen Textes anstelle von Zeilen seiner Token.</translation>
    </message>
    <message>
        <source>window of %1</source>
        <translation>Aufmerksamkeitsfenster von %1</translation>
    </message>
    <message>
        <source>%1 a token</source>
        <translation>%1 je Token</translation>
    </message>
    <message>
        <source>%1 a token, %2 behind the %3</source>
        <translation>%1 je Token, %2 hinter dem %3</translation>
    </message>
    <message>
        <source>%1 of %2 layers have an attention window: they look at the last %3, and keep no more of a text.</source>
        <translation>%1 von %2 Schichten haben ein Aufmerksamkeitsfenster: Sie sehen die letzten %3 und behalten nicht mehr von einem Text.</translation>
    </message>
    <message>
        <source>; of %1, with the windows of this model: %2</source>
        <translation>; von %1, mit den Aufmerksamkeitsfenstern dieses Modells: %2</translation>
    </message>
    <message>
        <source>Attention with a %1: no more of a text are kept</source>
        <translation>Hat ein %1: Mehr von einem Text wird nicht behalten</translation>
    </message>
    <message>
        <source>Attention windows</source>
        <translation>Aufmerksamkeitsfenster</translation>
    </message>
    <message>
        <source>weights %1, cache %2 (%3%5), scratch %4</source>
        <translation>Gewichte %1, Cache %2 (%3%5), Zwischenspeicher %4</translation>
    </message>
    <message>
        <source>, up to its %1</source>
        <translation>, bis zu ihrem %1</translation>
    </message>
    <message>
        <source>Their rows are reserved beside the pages: %1 for each of these layers</source>
        <translation>Ihre Zeilen sind neben den Seiten reserviert: %1 für jede dieser Schichten</translation>
    </message>
    <message>
        <source>The cache is given out in pages of %1 tokens</source>
        <translation>Der Cache wird in Seiten von %1 Token vergeben</translation>
    </message>
    <message>
        <source>, %1 each</source>
        <translation>, je %1</translation>
    </message>
    <message>
        <source>with the attention windows of this model: behind one nothing is kept</source>
        <translation>mit den Aufmerksamkeitsfenstern dieses Modells: Was eines hinter sich lässt, wird nicht behalten</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Of texts under way</source>
        <translation>Von laufenden Texten</translation>
    </message>
    <message>
        <source>In use by nobody; texts that begin alike go on from there, until room is needed</source>
        <translation>Von niemandem gebraucht; gleich beginnende Texte gehen von dort weiter, bis Platz gebraucht wird</translation>
    </message>
    <message numerus="yes">
        <source>%1 state(s)</source>
        <translation>
            <numerusform>%1 Zustand</numerusform>
            <numerusform>%1 Zustände</numerusform>
        </translation>
    </message>
    <message>
        <source>Each text under way needs some, however short it is: so they limit how many go on beside each other</source>
        <translation>Jeder laufende Text braucht einige davon, wie kurz er auch ist: So begrenzen sie, wie viele nebeneinander weitergehen</translation>
    </message>
    <message>
        <source>Pages of attention windows: %1 of %2 in use</source>
        <translation>Seiten der Aufmerksamkeitsfenster: %1 von %2 in Gebrauch</translation>
    </message>
    <message>
        <source>States of texts: %1 of %2 in use</source>
        <translation>Zustände von Texten: %1 von %2 in Gebrauch</translation>
    </message>
    <message>
        <source>KV cache kept for later</source>
        <translation>KV-Cache, aufgehoben</translation>
    </message>
    <message>
        <source>States in use</source>
        <translation>Zustände in Gebrauch</translation>
    </message>
    <message>
        <source>States kept for later</source>
        <translation>Zustände, aufgehoben</translation>
    </message>
    <message>
        <source>States allocated, free</source>
        <translation>Zustände belegt, frei</translation>
    </message>
</context>
<context>
    <name>deepscope::Agreement</name>
    <message>
        <source>both say “%1”</source>
        <translation>beide sagen „%1“</translation>
    </message>
    <message>
        <source>all %1 say “%2”</source>
        <translation>alle %1 sagen „%2“</translation>
    </message>
    <message>
        <source>1 of %1 says “%2”</source>
        <translation>1 von %1 sagt „%2“</translation>
    </message>
    <message>
        <source>%1 of %2 say “%3”</source>
        <translation>%1 von %2 sagen „%3“</translation>
    </message>
    <message>
        <source>1 says “%1”</source>
        <translation>1 sagt „%1“</translation>
    </message>
    <message>
        <source>%1 say “%2”</source>
        <translation>%1 sagen „%2“</translation>
    </message>
    <message>
        <source>%1 answers are being written</source>
        <translation>%1 Antworten werden geschrieben</translation>
    </message>
    <message>
        <source>both differ</source>
        <translation>beide weichen voneinander ab</translation>
    </message>
    <message>
        <source>all %1 differ</source>
        <translation>alle %1 weichen voneinander ab</translation>
    </message>
    <message>
        <source>others differ</source>
        <translation>andere weichen ab</translation>
    </message>
    <message>
        <source>1 did not end by itself</source>
        <translation>1 endete nicht von selbst</translation>
    </message>
    <message>
        <source>%1 did not end by themselves</source>
        <translation>%1 endeten nicht von selbst</translation>
    </message>
    <message>
        <source>%1 of %2 are done: %3</source>
        <translation>%1 von %2 sind fertig: %3</translation>
    </message>
</context>
<context>
    <name>deepscope::AlterationBar</name>
    <message>
        <source>Altered experts</source>
        <translation>Veränderte Experten</translation>
    </message>
    <message>
        <source>Answer Again</source>
        <translation>Erneut antworten</translation>
    </message>
    <message>
        <source>Ask the question once more with these experts: the answer stands beside the others</source>
        <translation>Die Frage noch einmal mit diesen Experten stellen: Die Antwort steht neben den anderen</translation>
    </message>
    <message>
        <source>List</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>Keep what is altered as a file, or take it from one</source>
        <translation>Was verändert ist, als Datei behalten oder aus einer übernehmen</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>&amp;Speichern unter …</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>All experts as they are</source>
        <translation>Alle Experten, wie sie sind</translation>
    </message>
    <message>
        <source>Made with %1</source>
        <translation>Entstanden mit %1</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>The tokens of the text at which this is in force</source>
        <translation>Die Token des Textes, bei denen das gilt</translation>
    </message>
    <message>
        <source>&amp;All Tokens</source>
        <translation>&amp;Alle Token</translation>
    </message>
    <message>
        <source>&amp;From Token %1 On</source>
        <translation>Ab &amp;Token %1</translation>
    </message>
    <message>
        <source>The &amp;Selected Tokens %1 to %2</source>
        <translation>Die &amp;gewählten Token %1 bis %2</translation>
    </message>
    <message>
        <source>Select a token or a range for other places</source>
        <translation>Für andere Stellen ein Token oder einen Bereich wählen</translation>
    </message>
    <message>
        <source>compared with the answer as it was made: %1</source>
        <translation>verglichen mit der Antwort, wie sie entstand: %1</translation>
    </message>
</context>
<context>
    <name>deepscope::AlterationFiles</name>
    <message>
        <source>Save the Altered Experts</source>
        <translation>Veränderte Experten speichern</translation>
    </message>
    <message>
        <source>Open Altered Experts</source>
        <translation>Veränderte Experten öffnen</translation>
    </message>
    <message>
        <source>Lists of altered experts (*.json)</source>
        <translation>Listen veränderter Experten (*.json)</translation>
    </message>
    <message>
        <source>Lists of altered experts (*.json *.csv)</source>
        <translation>Listen veränderter Experten (*.json *.csv)</translation>
    </message>
    <message>
        <source>%1 could not be written: %2. Another folder may do.</source>
        <translation>%1 konnte nicht geschrieben werden: %2. Vielleicht geht ein anderer Ordner.</translation>
    </message>
    <message>
        <source>What is to be done with the experts of %1?</source>
        <translation>Was soll mit den Experten von %1 geschehen?</translation>
    </message>
    <message>
        <source>The list has a value “%1” for each. To switch off and to force, values that are not 0 say yes.</source>
        <translation>Die Liste hat für jeden einen Wert „%1“. Beim Ausschalten und Erzwingen heißen Werte ungleich 0 ja.</translation>
    </message>
    <message>
        <source>Switch &amp;Off</source>
        <translation>&amp;Ausschalten</translation>
    </message>
    <message>
        <source>&amp;Force</source>
        <translation>&amp;Erzwingen</translation>
    </message>
    <message>
        <source>&amp;Scale Weights</source>
        <translation>&amp;Gewichte skalieren</translation>
    </message>
    <message>
        <source>&amp;Bias Scores</source>
        <translation>&amp;Punkte verschieben</translation>
    </message>
</context>
<context>
    <name>deepscope::AnswerCard</name>
    <message>
        <source>Thought</source>
        <translation>Gedanke</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>%1, empty</source>
        <translation>%1, leer</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>An answer</source>
        <translation>Eine Antwort</translation>
    </message>
    <message>
        <source>Advantage: its reward against the others of its group</source>
        <translation>Vorteil: ihre Belohnung gegenüber den anderen ihrer Gruppe</translation>
    </message>
    <message>
        <source>reward %1</source>
        <translation>Belohnung %1</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>abgeschnitten</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>pushed up by %1</source>
        <translation>um %1 nach oben geschoben</translation>
    </message>
    <message>
        <source>pushed down by %1</source>
        <translation>um %1 nach unten geschoben</translation>
    </message>
    <message>
        <source>not pushed</source>
        <translation>nicht geschoben</translation>
    </message>
    <message>
        <source>it had a probability of %1</source>
        <translation>es hatte eine Wahrscheinlichkeit von %1</translation>
    </message>
</context>
<context>
    <name>deepscope::AnswerView</name>
    <message>
        <source>Try again</source>
        <translation>Nochmals versuchen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Go on with this one</source>
        <translation>Mit dieser weitermachen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Copy answer</source>
        <translation>Antwort kopieren</translation>
    </message>
    <message>
        <source>Answer the question anew, with other random numbers, as another version of this turn</source>
        <translation>Die Frage neu beantworten, mit anderen Zufallszahlen, als weitere Version dieser Runde</translation>
    </message>
    <message>
        <source>Go on where the answer ended, as another version of this turn</source>
        <translation>Weitermachen, wo die Antwort endete, als weitere Version dieser Runde</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Answer %1 of %2</source>
        <translation>Antwort %1 von %2</translation>
    </message>
    <message>
        <source>Go on with answer %1</source>
        <translation>Mit Antwort %1 weitermachen</translation>
    </message>
    <message>
        <source>Stop answer %1</source>
        <translation>Antwort %1 anhalten</translation>
    </message>
    <message>
        <source>Copy answer %1</source>
        <translation>Antwort %1 kopieren</translation>
    </message>
    <message>
        <source>Answer   %1</source>
        <translation>Antwort   %1</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>answering …</source>
        <translation>antwortet …</translation>
    </message>
    <message>
        <source>thinking …</source>
        <translation>denkt …</translation>
    </message>
    <message>
        <source>reading …</source>
        <translation>liest …</translation>
    </message>
    <message>
        <source>waiting …</source>
        <translation>wartet …</translation>
    </message>
    <message>
        <source>chosen</source>
        <translation>gewählt</translation>
    </message>
    <message>
        <source>counts for now</source>
        <translation>zählt vorerst</translation>
    </message>
    <message>
        <source>in the panels</source>
        <translation>in den Bereichen</translation>
    </message>
    <message>
        <source>altered: %1</source>
        <translation>verändert: %1</translation>
    </message>
    <message>
        <source>Try again instead of answer %1</source>
        <translation>Statt Antwort %1 nochmals versuchen</translation>
    </message>
    <message>
        <source>Continue answer %1</source>
        <translation>Antwort %1 fortsetzen</translation>
    </message>
    <message>
        <source>Edit the thought of answer %1</source>
        <translation>Gedanken von Antwort %1 bearbeiten</translation>
    </message>
    <message>
        <source>Answer %1 now</source>
        <translation>Jetzt antworten, Antwort %1</translation>
    </message>
</context>
<context>
    <name>deepscope::AnswersBeside</name>
    <message>
        <source>Answers beside each other</source>
        <translation>Antworten nebeneinander</translation>
    </message>
    <message>
        <source>No question is chosen</source>
        <translation>Keine Frage gewählt</translation>
    </message>
    <message>
        <source>Choose an answer on the board, and all answers to its question stand here beside each other.</source>
        <translation>Auf der Tafel eine Antwort wählen, dann stehen hier alle Antworten auf ihre Frage nebeneinander.</translation>
    </message>
    <message>
        <source>Answer %1</source>
        <translation>Antwort %1</translation>
    </message>
    <message>
        <source>a token is pushed down</source>
        <translation>ein Token wird nach unten geschoben</translation>
    </message>
    <message>
        <source>up</source>
        <translation>nach oben</translation>
    </message>
    <message>
        <source>Point at a token to see how this step pushes it.</source>
        <translation>Auf ein Token zeigen, um zu sehen, wie dieser Schritt es schiebt.</translation>
    </message>
    <message>
        <source>Nothing was learned at step 0: this is the model as it came.</source>
        <translation>Bei Schritt 0 wurde nichts gelernt: Das ist das Modell, wie es kam.</translation>
    </message>
    <message>
        <source>Step %1 · %2 · right answer %3</source>
        <translation>Schritt %1 · %2 · richtige Antwort %3</translation>
    </message>
</context>
<context>
    <name>deepscope::AnswersView</name>
    <message>
        <source>Drawn with %1: greedy answers would all be the same.</source>
        <translation>Gezogen mit %1: greedy wären alle Antworten gleich.</translation>
    </message>
    <message>
        <source>Until you choose one, the chat goes on with answer %1, the first of the largest agreement.</source>
        <translation>Bis eine gewählt ist, geht der Chat mit Antwort %1 weiter, der ersten der größten Übereinstimmung.</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>Gedanken</translation>
    </message>
    <message>
        <source>Open the thoughts of all answers beside each other, or fold them all</source>
        <translation>Die Gedanken aller Antworten nebeneinander öffnen, oder alle einklappen</translation>
    </message>
    <message>
        <source>Until you choose one, the chat goes on with answer %1; what altered experts answer is for comparing.</source>
        <translation>Bis eine gewählt ist, geht der Chat mit Antwort %1 weiter; was veränderte Experten antworten, dient dem Vergleich.</translation>
    </message>
</context>
<context>
    <name>deepscope::Attachments</name>
    <message>
        <source>Attach Text Files</source>
        <translation>Textdateien anhängen</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 files are too many: up to %2 can be attached at once.</source>
        <translation>%1 Dateien sind zu viele: Bis zu %2 können auf einmal angehängt werden.</translation>
    </message>
    <message>
        <source>%1 was left out: a question takes %2 characters in all.</source>
        <translation>%1 wurde ausgelassen: Eine Frage fasst insgesamt %2 Zeichen.</translation>
    </message>
</context>
<context>
    <name>deepscope::AttentionPlot</name>
    <message>
        <source>Attention to each token</source>
        <translation>Aufmerksamkeit auf jedes Token</translation>
    </message>
    <message>
        <source>A row for each layer, or for each head of the focused layer; the stronger the colour, the more of its attention a token has. Arrow keys move the focus.</source>
        <translation>Eine Zeile für jede Schicht oder für jeden Kopf der fokussierten Schicht; je kräftiger die Farbe, desto mehr Aufmerksamkeit hat ein Token. Pfeiltasten bewegen den Fokus.</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>%1: %2 gives %3 of its attention to %4</source>
        <translation>%1: %2 gibt %3 seiner Aufmerksamkeit an %4</translation>
    </message>
    <message>
        <source>%1: the attention window of this layer does not show %2</source>
        <translation>%1: nicht im Aufmerksamkeitsfenster dieser Schicht ist %2</translation>
    </message>
</context>
<context>
    <name>deepscope::AttentionReading</name>
    <message>
        <source>%1 is not open, so its attention cannot be asked for.</source>
        <translation>%1 ist nicht geöffnet, daher kann seine Aufmerksamkeit nicht erfragt werden.</translation>
    </message>
    <message>
        <source>The context is shorter than this text, so its attention cannot be asked for.</source>
        <translation>Der Kontext ist kürzer als dieser Text, daher kann seine Aufmerksamkeit nicht erfragt werden.</translation>
    </message>
    <message>
        <source>Ask something first.</source>
        <translation>Fragen Sie zuerst etwas.</translation>
    </message>
    <message>
        <source>The answer is still being written.</source>
        <translation>Die Antwort wird noch geschrieben.</translation>
    </message>
</context>
<context>
    <name>deepscope::AttentionView</name>
    <message>
        <source>What the shown token, and the whole run, looks at</source>
        <translation>Was das gezeigte Token und der ganze Lauf ansehen</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>One head of the layer, or the mean of all</source>
        <translation>Ein Kopf der Schicht oder der Durchschnitt aller</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>Köpfe</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>Kopf %1</translation>
    </message>
    <message>
        <source>Where it looks</source>
        <translation>Wohin es sieht</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>Heads that find nothing rest on the first token: an attention sink</source>
        <translation>Köpfe, die nichts finden, ruhen auf dem ersten Token: eine Aufmerksamkeitssenke</translation>
    </message>
    <message>
        <source>All tokens of this phase together</source>
        <translation>Alle Token dieser Phase zusammen</translation>
    </message>
    <message>
        <source>Itself</source>
        <translation>Es selbst</translation>
    </message>
    <message>
        <source>Most looked at</source>
        <translation>Am meisten angesehen</translation>
    </message>
    <message>
        <source>Scores by distance: %1 and %2</source>
        <translation>Werte nach Abstand: %1 und %2</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>es selbst</translation>
    </message>
    <message>
        <source>%1 back</source>
        <translation>%1 zurück</translation>
    </message>
    <message>
        <source>%1 to %2 back</source>
        <translation>%1 bis %2 zurück</translation>
    </message>
    <message>
        <source>c_KV, what the token is: %1</source>
        <translation>c_KV, was das Token ist: %1</translation>
    </message>
    <message>
        <source>k_R, where it stands: %1</source>
        <translation>k_R, wo es steht: %1</translation>
    </message>
    <message>
        <source>Mean score before the softmax: c_KV %1, k_R %2</source>
        <translation>Durchschnittlicher Wert vor dem Softmax: c_KV %1, k_R %2</translation>
    </message>
    <message>
        <source>%1 looks at</source>
        <translation>%1 sieht auf</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>In the whole run, a token on average</source>
        <translation>Im ganzen Lauf, ein Token im Durchschnitt</translation>
    </message>
    <message>
        <source>thought %1</source>
        <translation>Gedanke %1</translation>
    </message>
    <message>
        <source>Of all attention that the run gives</source>
        <translation>Von aller Aufmerksamkeit des Laufs</translation>
    </message>
    <message>
        <source>Where %1 looks</source>
        <translation>Wohin %1 sieht</translation>
    </message>
    <message>
        <source>; layers %1 to %2, for more there is no room at once</source>
        <translation>; Schichten %1 bis %2, für mehr ist auf einmal kein Platz</translation>
    </message>
    <message>
        <source>What the heads look at is asked for when the answer is written.</source>
        <translation>Wohin die Köpfe sehen, wird erfragt, wenn die Antwort geschrieben ist.</translation>
    </message>
    <message>
        <source>Ask something, and what the heads look at appears.</source>
        <translation>Fragen Sie etwas, und es erscheint, wohin die Köpfe sehen.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>&amp;Whole Run</source>
        <translation>Ganzer &amp;Lauf</translation>
    </message>
    <message>
        <source>Reads the text once more, token by token: what all of them look at. Of a long text that takes as long as to write it did.</source>
        <translation>Liest den Text noch einmal, Token für Token: wohin sie alle sehen. Bei einem langen Text dauert das so lange, wie ihn zu schreiben.</translation>
    </message>
    <message>
        <source>The whole run was read for layers %1 to %2</source>
        <translation>Der ganze Lauf wurde für die Schichten %1 bis %2 gelesen</translation>
    </message>
    <message>
        <source>Heavy hitters: most looked at in the run</source>
        <translation>Im ganzen Lauf am meisten angesehen</translation>
    </message>
    <message>
        <source>Reading where %1 looks…</source>
        <translation>Liest, wohin %1 sieht…</translation>
    </message>
    <message>
        <source>%1 gives %2 of its attention to %3</source>
        <translation>%1 gibt %2 seiner Aufmerksamkeit an %3</translation>
    </message>
    <message>
        <source>Reading the whole run: %1 of %2</source>
        <translation>Liest den ganzen Lauf: %1 von %2</translation>
    </message>
    <message>
        <source>A line below them marks them in the strip and in the chat, where they get at least 1 % and more than if all got alike</source>
        <translation>Eine Linie darunter kennzeichnet sie in der Tokenleiste und im Chat, wenn sie mindestens 1 % bekommen und mehr, als wenn alle gleich viel bekämen</translation>
    </message>
    <message>
        <source>What If shows what changes when the cache keeps less</source>
        <translation>„Weniger“ zeigt, was sich ändert, wenn der Cache weniger behält</translation>
    </message>
    <message>
        <source>Can the thought be dropped?</source>
        <translation>Ist der Gedanke entbehrlich?</translation>
    </message>
    <message>
        <source>The answer gives the thought %1 of its attention</source>
        <translation>Die Antwort gibt dem Gedanken %1 ihrer Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Sink</source>
        <translation>Senke</translation>
    </message>
    <message>
        <source>A number that each head has learned, beside its scores: it takes its part of the softmax and has no value, so that a head may look at nothing (arXiv:2309.17453). The tokens share the rest.</source>
        <translation>Eine Zahl, die jeder Kopf gelernt hat, neben seinen Werten vor dem Softmax: Sie nimmt ihren Teil davon und trägt nichts bei, sodass ein Kopf auf nichts sehen kann (arXiv:2309.17453). Den Rest teilen sich die Token.</translation>
    </message>
    <message>
        <source>not seen</source>
        <translation>nicht zu sehen</translation>
    </message>
    <message>
        <source>attention with a %1</source>
        <translation>hat ein %1</translation>
    </message>
    <message>
        <source>%1 does not see %2</source>
        <translation>%1 sieht %2 nicht</translation>
    </message>
    <message>
        <source>sink: %1</source>
        <translation>Senke: %1</translation>
    </message>
    <message>
        <source>; a thin line: the attention window does not show these</source>
        <translation>; eine dünne Linie: Das Aufmerksamkeitsfenster zeigt diese nicht</translation>
    </message>
</context>
<context>
    <name>deepscope::BeforeAfter</name>
    <message>
        <source>Step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>Full: right. Hollow: wrong. The taller, the longer the thought.</source>
        <translation>Voll: richtig. Hohl: falsch. Je höher, desto länger der Gedanke.</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>No step is recorded yet</source>
        <translation>Noch kein Schritt aufgezeichnet</translation>
    </message>
    <message>
        <source>Some questions are asked again and again, and never learned from: here you will see how their answers change.</source>
        <translation>Einige Fragen werden immer wieder gestellt und nie gelernt: Hier ist zu sehen, wie sich ihre Antworten ändern.</translation>
    </message>
    <message>
        <source>Step %1: %2 of %3 right</source>
        <translation>Schritt %1: %2 von %3 richtig</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>Right from the start.</source>
        <translation>Von Anfang an richtig.</translation>
    </message>
    <message>
        <source>Not right at any recorded step so far.</source>
        <translation>Bisher bei keinem aufgezeichneten Schritt richtig.</translation>
    </message>
    <message>
        <source>Right since step %1.</source>
        <translation>Richtig seit Schritt %1.</translation>
    </message>
    <message>
        <source>Wrong again since step %1.</source>
        <translation>Wieder falsch seit Schritt %1.</translation>
    </message>
</context>
<context>
    <name>deepscope::BytesView</name>
    <message>
        <source>Parts of the memory</source>
        <translation>Teile des Speichers</translation>
    </message>
    <message>
        <source>By layer</source>
        <translation>Nach Schicht</translation>
    </message>
    <message>
        <source>By kind</source>
        <translation>Nach Art</translation>
    </message>
    <message>
        <source>Order of the memory</source>
        <translation>Ordnung des Speichers</translation>
    </message>
    <message>
        <source>Weights and cache by layer, or weights by what they are for and the cache by who has its pages</source>
        <translation>Gewichte und Cache nach Schicht, oder Gewichte nach ihrem Zweck und der Cache danach, wer seine Seiten hat</translation>
    </message>
    <message>
        <source>%1 of the device&apos;s memory</source>
        <translation>%1 vom Speicher des Geräts</translation>
    </message>
    <message>
        <source>%1 of the machine&apos;s that the device reaches</source>
        <translation>%1 vom Speicher des Rechners, den das Gerät erreicht</translation>
    </message>
    <message>
        <source>%1 of the program&apos;s own</source>
        <translation>%1 vom Speicher des Programms</translation>
    </message>
    <message>
        <source>Allocated: %1.</source>
        <translation>Belegt: %1.</translation>
    </message>
    <message>
        <source>Memory of the device: %1, free now %2</source>
        <translation>Speicher des Geräts: %1, jetzt frei %2</translation>
    </message>
    <message>
        <source>Memory that it reaches: %1, free now %2</source>
        <translation>Speicher, den es erreicht: %1, jetzt frei %2</translation>
    </message>
    <message>
        <source>; this program has %1, as the driver counts with what it needs itself</source>
        <translation>; dieses Programm hat %1, wie der Treiber mit dem zählt, was er selbst braucht</translation>
    </message>
    <message>
        <source>One level up</source>
        <translation>Eine Ebene höher</translation>
    </message>
</context>
<context>
    <name>deepscope::CacheGrowth</name>
    <message>
        <source>Growth of the cache</source>
        <translation>Wachstum des Caches</translation>
    </message>
    <message>
        <source>Bytes of the cache in use after each token. Arrow keys move the focus.</source>
        <translation>Bytes des Caches in Gebrauch nach jedem Token. Pfeiltasten bewegen den Fokus.</translation>
    </message>
    <message>
        <source>Grows with each token</source>
        <translation>Wächst mit jedem Token</translation>
    </message>
</context>
<context>
    <name>deepscope::CacheKeeper</name>
    <message>
        <source>The cache cannot be kept, since nothing can be written to %1.</source>
        <translation>Der Cache kann nicht behalten werden, weil nach %1 nichts geschrieben werden kann.</translation>
    </message>
    <message>
        <source>Nothing of the cache of this chat is kept, since altered experts wrote its last answer.</source>
        <translation>Vom Cache dieses Chats wird nichts behalten, denn seine letzte Antwort haben veränderte Experten geschrieben.</translation>
    </message>
    <message>
        <source>Nothing of the cache of this chat is kept, since its last answers are not kept.</source>
        <translation>Vom Cache dieses Chats wird nichts behalten, denn seine letzten Antworten werden nicht behalten.</translation>
    </message>
    <message>
        <source>Nothing of the cache of this chat is kept: this model remembers a state of its whole text as well, which is not kept.</source>
        <translation>Vom Cache dieses Chats wird nichts behalten: Dieses Modell merkt sich auch einen Zustand des ganzen Textes, der nicht behalten wird.</translation>
    </message>
    <message>
        <source>Nothing of the cache of this chat is kept: layers of this model have an attention window, and rows that it has passed are gone.</source>
        <translation>Vom Cache dieses Chats wird nichts behalten: Schichten dieses Modells haben ein Aufmerksamkeitsfenster, und Zeilen, die es hinter sich gelassen hat, sind weg.</translation>
    </message>
</context>
<context>
    <name>deepscope::CacheView</name>
    <message>
        <source>Cache by layer and part</source>
        <translation>Cache nach Schicht und Teil</translation>
    </message>
    <message>
        <source>Cache with other kinds of attention</source>
        <translation>Cache mit anderen Arten von Attention</translation>
    </message>
    <message>
        <source>By layer, after %1</source>
        <translation>Nach Schicht, nach %1</translation>
    </message>
    <message>
        <source>By layer, %1 in the device</source>
        <translation>Nach Schicht, %1 im Gerät</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>%1: %2, %3 a token</source>
        <translation>%1: %2, %3 je Token</translation>
    </message>
    <message>
        <source>, in F16</source>
        <translation>, in F16</translation>
    </message>
    <message>
        <source>Other kinds of attention</source>
        <translation>Andere Arten von Attention</translation>
    </message>
    <message>
        <source>Other kinds, for each token</source>
        <translation>Andere Arten, je Token</translation>
    </message>
    <message>
        <source>What papers say of latent attention</source>
        <translation>Was Veröffentlichungen über latente Aufmerksamkeit sagen</translation>
    </message>
    <message>
        <source>Numbers a token:</source>
        <translation>Zahlen je Token:</translation>
    </message>
    <message>
        <source>As published, numbers a token</source>
        <translation>Wie veröffentlicht, Zahlen je Token</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 × (%2 + %3) = %4, in BF16 %5; keys and values of all heads: %6 × 2 × %7 × %8 = %9</source>
        <translation>%1 × (%2 + %3) = %4, in BF16 %5; Schlüssel und Werte aller Köpfe: %6 × 2 × %7 × %8 = %9</translation>
    </message>
    <message>
        <source>Cache by phase</source>
        <translation>Cache nach Phase</translation>
    </message>
    <message>
        <source>attention with a %1: no more are kept</source>
        <translation>hat ein %1: Mehr wird nicht behalten</translation>
    </message>
</context>
<context>
    <name>deepscope::CandidatesModel</name>
    <message>
        <source>id %1</source>
        <translation>Id %1</translation>
    </message>
    <message>
        <source>Token id %1, probability %2, log-probability %3</source>
        <translation>Token-Id %1, Wahrscheinlichkeit %2, Log-Wahrscheinlichkeit %3</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Logprob</source>
        <translation>Logprob</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
</context>
<context>
    <name>deepscope::ChatActions</name>
    <message>
        <source>The chat was deleted.</source>
        <translation>Der Chat wurde gelöscht.</translation>
    </message>
    <message>
        <source>%1 were deleted.</source>
        <translation>%1 wurden gelöscht.</translation>
    </message>
    <message>
        <source>&amp;Delete Chat of %1</source>
        <translation>Chat mit %1 &amp;löschen</translation>
    </message>
    <message>
        <source>&amp;Delete Chat</source>
        <translation>Chat &amp;löschen</translation>
    </message>
    <message>
        <source>Keep the Ca&amp;che (%1)</source>
        <translation>Ca&amp;che behalten (%1)</translation>
    </message>
    <message>
        <source>Keep the Ca&amp;che</source>
        <translation>Ca&amp;che behalten</translation>
    </message>
    <message>
        <source>Keeps the cache of this chat on the disk, so that it goes on without reading everything again: %1.</source>
        <translation>Behält den Cache dieses Chats auf dem Datenträger, damit er weitergeht, ohne alles noch einmal zu lesen: %1.</translation>
    </message>
    <message>
        <source>Keeps the cache of this chat on the disk, so that it goes on without reading everything again.</source>
        <translation>Behält den Cache dieses Chats auf dem Datenträger, damit er weitergeht, ohne alles noch einmal zu lesen.</translation>
    </message>
</context>
<context>
    <name>deepscope::ChatArchiveWorker</name>
    <message>
        <source>Another window has deleted this chat for good.</source>
        <translation>Ein anderes Fenster hat diesen Chat endgültig gelöscht.</translation>
    </message>
</context>
<context>
    <name>deepscope::ChatDatabase</name>
    <message>
        <source>format %1</source>
        <translation>Format %1</translation>
    </message>
    <message>
        <source>%1 of this chat cannot be read: %2</source>
        <translation>%1 dieses Chats nicht lesbar: %2</translation>
    </message>
    <message>
        <source>the file is no database</source>
        <translation>die Datei ist keine Datenbank</translation>
    </message>
    <message>
        <source>another program made it</source>
        <translation>ein anderes Programm hat sie angelegt</translation>
    </message>
</context>
<context>
    <name>deepscope::ChatFiles</name>
    <message>
        <source>Web page, tokens coloured by %1 (*.html)</source>
        <translation>Webseite, Token gefärbt nach %1 (*.html)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>JSON, can be imported again (*.json)</source>
        <translation>JSON, kann wieder importiert werden (*.json)</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>No chat is shown.</source>
        <translation>Es wird kein Chat gezeigt.</translation>
    </message>
    <message>
        <source>An answer is being written.</source>
        <translation>Eine Antwort wird geschrieben.</translation>
    </message>
    <message>
        <source>Export the Chat</source>
        <translation>Chat exportieren</translation>
    </message>
    <message>
        <source>Import a Chat</source>
        <translation>Chat importieren</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>%1 wird gelesen …</translation>
    </message>
    <message>
        <source>Imported %1 from %2.</source>
        <translation>%1 aus %2 importiert.</translation>
    </message>
    <message>
        <source>All that was computed, can be imported again (*.chat)</source>
        <translation>Alles, was berechnet wurde; kann wieder importiert werden (*.chat)</translation>
    </message>
    <message>
        <source>Chats (*.json *.chat);;All files (*)</source>
        <translation>Chats (*.json *.chat);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>deepscope::ChatHistory</name>
    <message>
        <source>Later questions are sent without this turn: it has no answer.</source>
        <translation>Spätere Fragen werden ohne diese Runde gesendet: Sie hat keine Antwort.</translation>
    </message>
    <message>
        <source>Later questions are sent without this turn: it has no question.</source>
        <translation>Spätere Fragen werden ohne diese Runde gesendet: Sie hat keine Frage.</translation>
    </message>
    <message>
        <source>Later questions are sent without this turn: it was left out to make room in the context.</source>
        <translation>Spätere Fragen werden ohne diese Runde gesendet: Sie wurde ausgelassen, um im Kontext Platz zu machen.</translation>
    </message>
    <message>
        <source>Later questions are sent without this turn: the settings send no earlier turns.</source>
        <translation>Spätere Fragen werden ohne diese Runde gesendet: Die Einstellungen senden keine früheren Runden.</translation>
    </message>
</context>
<context>
    <name>deepscope::ChatListModel</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>recorded run</source>
        <translation>aufgezeichneter Lauf</translation>
    </message>
    <message>
        <source>version %1 of %2: %3</source>
        <translation>Version %1 von %2: %3</translation>
    </message>
</context>
<context>
    <name>deepscope::ChatListPanel</name>
    <message>
        <source>Find a chat</source>
        <translation>Chat suchen</translation>
    </message>
    <message>
        <source>Filter of the chats</source>
        <translation>Filter der Chats</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Noch keine Chats</translation>
    </message>
    <message>
        <source>Each question that you ask is kept here, with what it took.</source>
        <translation>Jede gestellte Frage wird hier behalten, mit dem, was sie brauchte.</translation>
    </message>
    <message>
        <source>Each question that you ask is listed here, with what it took.</source>
        <translation>Jede gestellte Frage steht hier, mit dem, was sie brauchte.</translation>
    </message>
    <message>
        <source>No chat found</source>
        <translation>Kein Chat gefunden</translation>
    </message>
    <message>
        <source>None has these words in its title, its questions or the name of its model.</source>
        <translation>Keiner hat diese Wörter im Titel, in den Fragen oder im Namen seines Modells.</translation>
    </message>
    <message>
        <source>New chats are not kept.</source>
        <translation>Neue Chats werden nicht behalten.</translation>
    </message>
    <message>
        <source>This is one question of a chat. Del on the chat&apos;s own row deletes the whole chat.</source>
        <translation>Dies ist eine Frage eines Chats. Entf auf der eigenen Zeile des Chats löscht den ganzen Chat.</translation>
    </message>
</context>
<context>
    <name>deepscope::ChatNoticeBar</name>
    <message>
        <source>About the next question</source>
        <translation>Zur nächsten Frage</translation>
    </message>
</context>
<context>
    <name>deepscope::ChatNotices</name>
    <message>
        <source>The question with %1 before it takes %2 of the context.</source>
        <translation>Die Frage braucht mit %1 davor %2 des Kontexts.</translation>
    </message>
    <message>
        <source>The question takes %1 of the context.</source>
        <translation>Die Frage braucht %1 des Kontexts.</translation>
    </message>
    <message>
        <source>%1 are left for the thought and the answer.</source>
        <translation>%1 bleiben für den Gedanken und die Antwort.</translation>
    </message>
    <message>
        <source>Earlier thoughts are sent, too: %1 as they were written.</source>
        <translation>Auch frühere Gedanken werden gesendet: %1, wie sie geschrieben wurden.</translation>
    </message>
    <message>
        <source>Earlier thoughts are not sent, which saves %1.</source>
        <translation>Frühere Gedanken werden nicht gesendet, das spart %1.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>This is a recorded run; a question begins a new chat.</source>
        <translation>Dies ist ein aufgezeichneter Lauf; eine Frage beginnt einen neuen Chat.</translation>
    </message>
    <message>
        <source>Keep Answering</source>
        <translation>Weiter antworten</translation>
    </message>
    <message>
        <source>The model in use stays.</source>
        <translation>Das Modell in Gebrauch bleibt.</translation>
    </message>
    <message>
        <source>Stop the answer to close the model?</source>
        <translation>Antwort anhalten, um das Modell zu schließen?</translation>
    </message>
    <message>
        <source>Stop and Close</source>
        <translation>Anhalten und schließen</translation>
    </message>
    <message>
        <source>What has been written stays.</source>
        <translation>Was geschrieben wurde, bleibt.</translation>
    </message>
    <message>
        <source>Stop the answer to load %1?</source>
        <translation>Antwort anhalten, um %1 zu laden?</translation>
    </message>
    <message>
        <source>Stop and Load</source>
        <translation>Anhalten und laden</translation>
    </message>
    <message>
        <source>This chat was with %1.</source>
        <translation>Dieser Chat war mit %1.</translation>
    </message>
    <message>
        <source>The file of %1 has changed since this chat.</source>
        <translation>Die Datei von %1 hat sich seit diesem Chat geändert.</translation>
    </message>
    <message>
        <source>This chat was with %1, whose file is no longer there.</source>
        <translation>Dieser Chat war mit %1, dessen Datei nicht mehr da ist.</translation>
    </message>
    <message>
        <source>Continue Here with %1</source>
        <translation>Hier mit %1 weitermachen</translation>
    </message>
    <message>
        <source>The turns so far are sent to it.</source>
        <translation>Die bisherigen Runden werden ihm gesendet.</translation>
    </message>
    <message>
        <source>This chat was imported.</source>
        <translation>Dieser Chat wurde importiert.</translation>
    </message>
    <message>
        <source>This chat was imported; it was with %1.</source>
        <translation>Dieser Chat wurde importiert; er war mit %1.</translation>
    </message>
    <message>
        <source>The question alone takes %1 of %2, which leaves no room for an answer.</source>
        <translation>Die Frage allein braucht %1 von %2; für eine Antwort bleibt kein Platz.</translation>
    </message>
    <message>
        <source>The context is full: with the turns before it, the question takes %1.</source>
        <translation>Der Kontext ist voll: Mit den Runden davor braucht die Frage %1.</translation>
    </message>
    <message>
        <source>The newest answer was cut off, because the context is full; %1 are left for the next.</source>
        <translation>Die neueste Antwort wurde abgebrochen, weil der Kontext voll ist; %1 bleiben für die nächste.</translation>
    </message>
    <message>
        <source>The question takes %1; %2 are left for the answer.</source>
        <translation>Die Frage braucht %1; %2 bleiben für die Antwort.</translation>
    </message>
    <message>
        <source>About %1 more will fit into this chat.</source>
        <translation>Etwa %1 passen noch in diesen Chat.</translation>
    </message>
    <message>
        <source>The next answer may not fit: %1 are left, and answers took %2 on average.</source>
        <translation>Die nächste Antwort passt vielleicht nicht: %1 bleiben, und Antworten brauchten im Mittel %2.</translation>
    </message>
    <message>
        <source>A context of up to %1 is possible, see Memory &gt; Plan.</source>
        <translation>Ein Kontext von bis zu %1 ist möglich, siehe Speicher &gt; Plan.</translation>
    </message>
    <message>
        <source>The oldest turn of this chat is not sent.</source>
        <translation>Die älteste Runde dieses Chats wird nicht gesendet.</translation>
    </message>
    <message>
        <source>The oldest %1 turns of this chat are not sent.</source>
        <translation>Die ältesten %1 Runden dieses Chats werden nicht gesendet.</translation>
    </message>
    <message>
        <source>Send Them Again</source>
        <translation>Wieder senden</translation>
    </message>
    <message>
        <source>With the next question</source>
        <translation>Mit der nächsten Frage</translation>
    </message>
    <message>
        <source>Load %1</source>
        <translation>%1 laden</translation>
    </message>
    <message>
        <source>New Chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>What is written goes with it.</source>
        <translation>Was geschrieben ist, geht mit.</translation>
    </message>
    <message>
        <source>Leave Out the Oldest Turns</source>
        <translation>Älteste Runden auslassen</translation>
    </message>
    <message>
        <source>About half of the context is free again then.</source>
        <translation>Danach ist etwa die Hälfte des Kontexts wieder frei.</translation>
    </message>
    <message>
        <source>Ask Without History</source>
        <translation>Ohne Vorgeschichte fragen</translation>
    </message>
    <message>
        <source>From this question on, the turns so far are not sent.</source>
        <translation>Ab dieser Frage werden die bisherigen Runden nicht gesendet.</translation>
    </message>
    <message>
        <source>%1, %2 of them thoughts</source>
        <translation>%1, davon %2 für Gedanken</translation>
    </message>
    <message>
        <source>%1, %2 of thoughts left out</source>
        <translation>%1, %2 für Gedanken weggelassen</translation>
    </message>
</context>
<context>
    <name>deepscope::ChatPanel</name>
    <message>
        <source>Open Questions with Answers</source>
        <translation>Fragen mit Antworten öffnen</translation>
    </message>
    <message>
        <source>Questions (*.jsonl *.json)</source>
        <translation>Fragen (*.jsonl *.json)</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Reading the chat</source>
        <translation>Chat wird gelesen</translation>
    </message>
    <message>
        <source>This answer has no links</source>
        <translation>Diese Antwort hat keine Links</translation>
    </message>
    <message>
        <source>&amp;Copy All</source>
        <translation>Alle &amp;kopieren</translation>
    </message>
    <message>
        <source>There is no question here that can be edited now.</source>
        <translation>Hier ist keine Frage, die jetzt bearbeitet werden kann.</translation>
    </message>
    <message>
        <source>There is no answer here that can be tried again now.</source>
        <translation>Hier ist keine Antwort, die jetzt nochmals versucht werden kann.</translation>
    </message>
    <message>
        <source>There is no answer here that was cut off.</source>
        <translation>Hier ist keine Antwort, die abgebrochen wurde.</translation>
    </message>
    <message>
        <source>There is no version before this one.</source>
        <translation>Vor dieser Version ist keine andere.</translation>
    </message>
    <message>
        <source>There is no version behind this one.</source>
        <translation>Nach dieser Version ist keine andere.</translation>
    </message>
</context>
<context>
    <name>deepscope::ChatReader</name>
    <message>
        <source>%1 cannot be imported: %2.</source>
        <translation>%1 kann nicht importiert werden: %2.</translation>
    </message>
    <message>
        <source>%1 holds no chat that can be imported. %2</source>
        <translation>%1 enthält keinen Chat, der importiert werden kann. %2</translation>
    </message>
    <message>
        <source>it has %1, and a chat can come in with %2 at most</source>
        <translation>sie hat %1, und ein Chat kann mit höchstens %2 importiert werden</translation>
    </message>
</context>
<context>
    <name>deepscope::ChatSettings</name>
    <message>
        <source>%1: cache %2 of %3 in all</source>
        <translation>%1: Cache %2 von insgesamt %3</translation>
    </message>
</context>
<context>
    <name>deepscope::CodeHeads</name>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy code %1</source>
        <translation>Code %1 kopieren</translation>
    </message>
    <message>
        <source>Copy this code</source>
        <translation>Diesen Code kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>deepscope::ComparisonMaps</name>
    <message>
        <source>Difference of the shares</source>
        <translation>Differenz der Anteile</translation>
    </message>
    <message>
        <source>Shares of set A</source>
        <translation>Anteile von Menge A</translation>
    </message>
    <message>
        <source>Shares of set B</source>
        <translation>Anteile von Menge B</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>A − B: share of A&apos;s tokens that chose the expert, less that of B&apos;s</source>
        <translation>A − B: Anteil der Token von A, die den Experten wählten, weniger den von B</translation>
    </message>
    <message>
        <source>A: %1, %2</source>
        <translation>A: %1, %2</translation>
    </message>
    <message>
        <source>B: %1, %2</source>
        <translation>B: %1, %2</translation>
    </message>
</context>
<context>
    <name>deepscope::ComparisonModel</name>
    <message>
        <source>expert</source>
        <translation>Experte</translation>
    </message>
    <message>
        <source>A − B</source>
        <translation>A − B</translation>
    </message>
    <message>
        <source>interval of A − B</source>
        <translation>Intervall von A − B</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>besteht</translation>
    </message>
    <message>
        <source>nPMI</source>
        <translation>nPMI</translation>
    </message>
    <message>
        <source>interval of nPMI</source>
        <translation>Intervall von nPMI</translation>
    </message>
    <message>
        <source>share in A</source>
        <translation>Anteil in A</translation>
    </message>
    <message>
        <source>share in B</source>
        <translation>Anteil in B</translation>
    </message>
    <message>
        <source>not chosen</source>
        <translation>nicht gewählt</translation>
    </message>
    <message>
        <source>too few</source>
        <translation>zu wenige</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>Experte</translation>
    </message>
    <message>
        <source>95 %</source>
        <translation>95 %</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Besteht</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Layer and expert</source>
        <translation>Schicht und Experte</translation>
    </message>
    <message>
        <source>Risk difference: the share of A&apos;s tokens that chose the expert, less that of B&apos;s</source>
        <translation>Risikodifferenz: Anteil der Token von A, die den Experten wählten, weniger den von B</translation>
    </message>
    <message>
        <source>Newcombe&apos;s hybrid score interval, for one expert by itself. It takes tokens as independent, which neighbours are not quite: the halves are the check.</source>
        <translation>Newcombes hybrides Score-Intervall, für einen Experten allein. Es nimmt Token als unabhängig, was Nachbarn nicht ganz sind: Die Hälften sind die Probe.</translation>
    </message>
    <message>
        <source>Stands at a false discovery rate of 5 % among all experts (Benjamini and Hochberg); and where each half of the tokens, blocks of 8 in turn, says so by itself</source>
        <translation>Besteht bei einer Falscherkennungsrate von 5 % unter allen Experten (Benjamini und Hochberg); und wo jede Hälfte der Token, abwechselnde Blöcke von 8, es für sich sagt</translation>
    </message>
    <message>
        <source>Wilson&apos;s limits of both shares, carried over to nPMI (square and add)</source>
        <translation>Wilsons Grenzen beider Anteile, auf nPMI übertragen (quadrieren und addieren)</translation>
    </message>
    <message>
        <source>Share of A&apos;s tokens that chose the expert</source>
        <translation>Anteil der Token von A, die den Experten wählten</translation>
    </message>
    <message>
        <source>Share of B&apos;s tokens that chose the expert</source>
        <translation>Anteil der Token von B, die den Experten wählten</translation>
    </message>
    <message>
        <source>Normalised pointwise mutual information of the expert and set A: −1 never together, 0 independent, 1 only together</source>
        <translation>Normalisierte punktweise Transinformation von Experte und Menge A: −1 nie zusammen, 0 unabhängig, 1 nur zusammen</translation>
    </message>
</context>
<context>
    <name>deepscope::ComparisonPanel</name>
    <message>
        <source>Compare experts</source>
        <translation>Experten vergleichen</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>Was verglichen wird</translation>
    </message>
    <message>
        <source>Sets</source>
        <translation>Mengen</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Zusammen</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Reach</source>
        <translation>Reichweite</translation>
    </message>
    <message>
        <source>Which experts two sets of tokens choose differently</source>
        <translation>Welche Experten zwei Mengen von Token verschieden wählen</translation>
    </message>
    <message>
        <source>Which experts of a layer the same tokens choose</source>
        <translation>Welche Experten einer Schicht dieselben Token wählen</translation>
    </message>
    <message>
        <source>How much of an expert&apos;s choice the token alone explains</source>
        <translation>Wie viel der Wahl eines Experten das Token allein erklärt</translation>
    </message>
    <message>
        <source>Which tokens were routed narrowly, and which experts have the largest outputs</source>
        <translation>Welche Token knapp geroutet wurden und welche Experten die größten Ausgaben haben</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>How far another file of the model is from this one on the shown text</source>
        <translation>Wie weit eine andere Datei des Modells beim gezeigten Text von dieser abweicht</translation>
    </message>
    <message>
        <source>the experts of its parts are compared</source>
        <translation>werden hier die Experten seiner Teile verglichen</translation>
    </message>
    <message>
        <source>Compare experts: %1</source>
        <translation>Experten vergleichen: %1</translation>
    </message>
    <message>
        <source>Point at an expert to read it; a click focuses it</source>
        <translation>Auf einen Experten zeigen, um ihn zu lesen; ein Klick fokussiert ihn</translation>
    </message>
</context>
<context>
    <name>deepscope::ComparisonTable</name>
    <message>
        <source>Experts of both sets</source>
        <translation>Experten beider Mengen</translation>
    </message>
    <message>
        <source>Enter shows the marked expert everywhere, Ctrl+C copies the marked rows.</source>
        <translation>Enter zeigt den markierten Experten überall, Strg+C kopiert die markierten Zeilen.</translation>
    </message>
</context>
<context>
    <name>deepscope::Composer</name>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Tokens of the next question</source>
        <translation>Token der nächsten Frage</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Generation settings</source>
        <translation>Einstellungen der Erzeugung</translation>
    </message>
    <message>
        <source>Temperature, top-p, seed, length, chat template …</source>
        <translation>Temperatur, Top-p, Seed, Länge, Chatvorlage …</translation>
    </message>
    <message>
        <source>Ask several times</source>
        <translation>Mehrmals fragen</translation>
    </message>
    <message>
        <source>Ask several times and compare the answers</source>
        <translation>Mehrmals fragen und die Antworten vergleichen</translation>
    </message>
    <message>
        <source>Ask &amp;%1 Times</source>
        <translation>&amp;%1-mal fragen</translation>
    </message>
    <message>
        <source>%1 answers beside each other, each drawn anew. Where the settings say greedy, temperature %2 is taken: greedy answers would all be the same.</source>
        <translation>%1 Antworten nebeneinander, jede neu gezogen. Wo die Einstellungen greedy sagen, gilt Temperatur %2: Greedy wären alle Antworten gleich.</translation>
    </message>
    <message>
        <source>Attach</source>
        <translation>Anhängen</translation>
    </message>
    <message>
        <source>Attach text files</source>
        <translation>Textdateien anhängen</translation>
    </message>
    <message>
        <source>Put the text of files into the question; they can also be dropped here</source>
        <translation>Den Text von Dateien in die Frage setzen; sie können auch hierher gezogen werden</translation>
    </message>
    <message>
        <source>The question is changed; its answer becomes another version of the turn.</source>
        <translation>Die Frage wird geändert; ihre Antwort wird eine weitere Version der Runde.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Leave the question as it is (Esc)</source>
        <translation>Die Frage lassen, wie sie ist (Esc)</translation>
    </message>
    <message>
        <source>Write a question; a model is needed to answer it …</source>
        <translation>Frage schreiben; für eine Antwort fehlt ein Modell …</translation>
    </message>
    <message>
        <source>Ask something in a new chat …</source>
        <translation>In einem neuen Chat fragen …</translation>
    </message>
    <message>
        <source>Ask something …</source>
        <translation>Etwas fragen …</translation>
    </message>
    <message>
        <source>Several</source>
        <translation>Mehrere</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Stop after this token</source>
        <translation>Nach diesem Token anhalten</translation>
    </message>
    <message>
        <source>Send (Enter); Shift+Enter starts a new line</source>
        <translation>Senden (Enter); Umschalt+Enter beginnt eine neue Zeile</translation>
    </message>
</context>
<context>
    <name>deepscope::ContextBox</name>
    <message>
        <source>Context length</source>
        <translation>Kontextlänge</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
    <message>
        <source>Tokens that the cache holds; the model was made for %1</source>
        <translation>Token, die der Cache hält; das Modell ist für %1 gemacht</translation>
    </message>
    <message>
        <source>Tokens that the cache holds</source>
        <translation>Token, die der Cache hält</translation>
    </message>
    <message>
        <source>Automatic: %1 tokens</source>
        <translation>Automatisch: %1 Token</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
</context>
<context>
    <name>deepscope::ContextCurve</name>
    <message>
        <source>Memory against context</source>
        <translation>Speicher über dem Kontext</translation>
    </message>
    <message>
        <source>%1 contexts of %2</source>
        <translation>%1 Kontexte von %2</translation>
    </message>
    <message>
        <source>%1, cache of %2: %3 = weights %4 + cache %5 + scratch %6</source>
        <translation>%1, Cache in %2: %3 = Gewichte %4 + Cache %5 + Zwischenspeicher %6</translation>
    </message>
    <message>
        <source>with %1 %2</source>
        <translation>mit %1 %2</translation>
    </message>
    <message>
        <source>more than the %1 of %2</source>
        <translation>mehr als die %1 von %2</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Scratch</source>
        <translation>Zwischenspeicher</translation>
    </message>
    <message>
        <source>Cache of %1</source>
        <translation>Cache in %1</translation>
    </message>
    <message>
        <source>All with %1</source>
        <translation>Alles mit %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>deepscope::CurveGrid</name>
    <message>
        <source>Curves of learning</source>
        <translation>Kurven des Lernens</translation>
    </message>
    <message>
        <source>Left and Right move the cursor, T goes to the turn, Return chooses the step.</source>
        <translation>Links und Rechts bewegen den Zeiger, T springt zur Wende, Return wählt den Schritt.</translation>
    </message>
    <message>
        <source>Step %1 · %2: %3</source>
        <translation>Schritt %1 · %2: %3</translation>
    </message>
    <message>
        <source> · the turn</source>
        <translation> · die Wende</translation>
    </message>
</context>
<context>
    <name>deepscope::CurvePlot</name>
    <message>
        <source>Nothing was measured so far.</source>
        <translation>Bisher wurde nichts gemessen.</translation>
    </message>
    <message>
        <source>Step %1: %2.</source>
        <translation>Schritt %1: %2.</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>the turn, step %1</source>
        <translation>die Wende, Schritt %1</translation>
    </message>
    <message>
        <source>turn %1</source>
        <translation>Wende %1</translation>
    </message>
</context>
<context>
    <name>deepscope::DataPanel</name>
    <message>
        <source>Save &amp;Picture…</source>
        <translation>B&amp;ild speichern …</translation>
    </message>
</context>
<context>
    <name>deepscope::EmptyChat</name>
    <message>
        <source>Watch a model think</source>
        <translation>Einem Modell beim Denken zusehen</translation>
    </message>
</context>
<context>
    <name>deepscope::EmptyLearning</name>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Start</translation>
    </message>
    <message>
        <source>Watch a model learn to think</source>
        <translation>Zusehen, wie ein Modell denken lernt</translation>
    </message>
    <message>
        <source>A small model answers questions, several times each. An answer of the right form is rewarded a little, a right one much more; how to think, nobody shows it. Watch whether it finds out that thinking pays.</source>
        <translation>Ein kleines Modell beantwortet Fragen, jede mehrmals. Eine Antwort der richtigen Form wird ein wenig belohnt, eine richtige viel mehr; wie man denkt, zeigt niemand. Findet es heraus, dass Denken sich auszahlt?</translation>
    </message>
    <message>
        <source>Watch a recorded run</source>
        <translation>Aufgezeichneten Lauf ansehen</translation>
    </message>
    <message>
        <source>Go on with a run of yours</source>
        <translation>Eigenen Lauf fortsetzen</translation>
    </message>
</context>
<context>
    <name>deepscope::EvictionView</name>
    <message>
        <source>&amp;Read Again</source>
        <translation>Noch einmal &amp;lesen</translation>
    </message>
    <message>
        <source>Keep &amp;All</source>
        <translation>&amp;Alles behalten</translation>
    </message>
    <message>
        <source>Tokens that change most when less is kept</source>
        <translation>Token, die sich am meisten ändern, wenn weniger behalten wird</translation>
    </message>
    <message>
        <source>First and last tokens</source>
        <translation>Erste und letzte Token</translation>
    </message>
    <message>
        <source>Most looked at</source>
        <translation>Meistgesehene</translation>
    </message>
    <message>
        <source>The first four tokens, where attention rests, and the last ones (StreamingLLM)</source>
        <translation>Die ersten vier Token, auf denen Aufmerksamkeit ruht, und die letzten (StreamingLLM)</translation>
    </message>
    <message>
        <source>Half of it the last tokens, half those that got most attention so far (H2O)</source>
        <translation>Zur Hälfte die letzten Token, zur Hälfte die, die bisher am meisten Aufmerksamkeit hatten (H2O)</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>Was behalten wird</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>How much is kept</source>
        <translation>Wie viel behalten wird</translation>
    </message>
    <message>
        <source>Rows of the cache that a layer keeps, of the tokens of the text</source>
        <translation>Zeilen des Caches, die eine Schicht behält, von den Token des Textes</translation>
    </message>
    <message>
        <source>The text is read again while each layer keeps fewer rows of its cache. A row serves all heads: what is dropped is dropped for all of them at once.</source>
        <translation>Der Text wird noch einmal gelesen, während jede Schicht weniger Zeilen ihres Caches behält. Eine Zeile dient allen Köpfen: Was wegfällt, fällt für alle zugleich weg.</translation>
    </message>
    <message>
        <source>The text is read again while each layer keeps fewer tokens in its cache: what is dropped is dropped for all heads at once.</source>
        <translation>Der Text wird noch einmal gelesen, während jede Schicht weniger Token in ihrem Cache behält: Was wegfällt, fällt für alle Köpfe zugleich weg.</translation>
    </message>
    <message>
        <source>Ask something first</source>
        <translation>Fragen Sie zuerst etwas</translation>
    </message>
    <message>
        <source>At %1 each layer keeps %2 of %3 rows, %4 of %5 in all.</source>
        <translation>Bei %1 behält jede Schicht %2 von %3 Zeilen, zusammen %4 von %5.</translation>
    </message>
    <message>
        <source>Tokens that change most: log-probability, nats</source>
        <translation>Am meisten geänderte Token: Log-Wahrscheinlichkeit, Nats</translation>
    </message>
    <message>
        <source>Another token would be the best here</source>
        <translation>Hier wäre ein anderes Token das beste</translation>
    </message>
    <message>
        <source>The best token stays</source>
        <translation>Das beste Token bleibt</translation>
    </message>
    <message>
        <source>Not repeated</source>
        <translation>Nicht Wiederholtes</translation>
    </message>
    <message>
        <source>What was looked at of late, and is not like what comes later (R-KV)</source>
        <translation>Was zuletzt angesehen wurde und dem Späteren nicht gleicht (R-KV)</translation>
    </message>
    <message>
        <source>At %1 the layers keep %2 of the %3 rows that windows leave them, %4 of %5.</source>
        <translation>Bei %1 behalten die Schichten %2 der %3 Zeilen, die ihre Aufmerksamkeitsfenster ihnen lassen, %4 von %5.</translation>
    </message>
</context>
<context>
    <name>deepscope::ExpertMap</name>
    <message>
        <source>Expert map</source>
        <translation>Expertenkarte</translation>
    </message>
    <message>
        <source>Tokens to the right, experts of each layer downwards. Left and Right move by token, Up and Down by layer, with Shift by expert.</source>
        <translation>Token nach rechts, Experten jeder Schicht nach unten. Links und Rechts bewegen um ein Token, Hoch und Runter um eine Schicht, mit Umschalt um einen Experten.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>Gate</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>read again: %1 instead of %2</source>
        <translation>erneut gelesen: %1 statt %2</translation>
    </message>
</context>
<context>
    <name>deepscope::ExpertSurvey</name>
    <message>
        <source>There is no text with experts to measure.</source>
        <translation>Es gibt keinen Text mit Experten zum Messen.</translation>
    </message>
    <message>
        <source>The text can be measured when its answer has ended.</source>
        <translation>Der Text kann gemessen werden, wenn seine Antwort zu Ende ist.</translation>
    </message>
    <message>
        <source>%1 is not open, so its experts cannot be measured.</source>
        <translation>%1 ist nicht geöffnet, also können seine Experten nicht gemessen werden.</translation>
    </message>
</context>
<context>
    <name>deepscope::ExpertTokensModel</name>
    <message>
        <source>Token %1, %2: weight %3, %4 of the %5 chosen experts</source>
        <translation>Token %1, %2: Gewicht %3, %4 der %5 gewählten Experten</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Davor</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
</context>
<context>
    <name>deepscope::ExpertView</name>
    <message>
        <source>Tokens of the focused expert</source>
        <translation>Token des fokussierten Experten</translation>
    </message>
    <message>
        <source>Share of each phase</source>
        <translation>Anteil jeder Phase</translation>
    </message>
    <message>
        <source>Click an expert in the map or under Load to see its tokens here.</source>
        <translation>Einen Experten in der Karte oder unter Last anklicken, um hier seine Token zu sehen.</translation>
    </message>
    <message>
        <source>Layer %1, expert %2: %3 of %4, mean weight %5</source>
        <translation>Schicht %1, Experte %2: %3 von %4, mittleres Gewicht %5</translation>
    </message>
    <message>
        <source>%1 of %2 of the phase “%3”</source>
        <translation>%1 von %2 der Phase „%3“</translation>
    </message>
</context>
<context>
    <name>deepscope::ExpertsPanel</name>
    <message>
        <source>Experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>Views of the experts</source>
        <translation>Ansichten der Experten</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>Experte</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>All tokens and all experts, or all layers in one picture</source>
        <translation>Alle Token und alle Experten, oder alle Schichten in einem Bild</translation>
    </message>
    <message>
        <source>The experts that one token chose</source>
        <translation>Die Experten, die ein Token wählte</translation>
    </message>
    <message>
        <source>The tokens that chose one expert</source>
        <translation>Die Token, die einen Experten wählten</translation>
    </message>
    <message>
        <source>How evenly the experts are used</source>
        <translation>Wie gleichmäßig die Experten genutzt werden</translation>
    </message>
    <message>
        <source>Expert %1 Instead of %2, for Token %3 Alone</source>
        <translation>Experte %1 statt %2, nur für Token %3</translation>
    </message>
    <message>
        <source>The first that was left out takes the place of the last that was chosen</source>
        <translation>Der erste, der ausgelassen wurde, tritt an die Stelle des letzten gewählten</translation>
    </message>
    <message>
        <source>Router of Layer %1</source>
        <translation>Router von Schicht %1</translation>
    </message>
    <message>
        <source>Routers of All Layers</source>
        <translation>Router aller Schichten</translation>
    </message>
    <message>
        <source>Open Altered Experts…</source>
        <translation>Veränderte Experten öffnen …</translation>
    </message>
    <message>
        <source>the experts that each token wakes appear</source>
        <translation>erscheinen hier die Experten, die jedes Token weckt</translation>
    </message>
    <message>
        <source>Expert map</source>
        <translation>Expertenkarte</translation>
    </message>
    <message>
        <source>Overview of the experts</source>
        <translation>Übersicht der Experten</translation>
    </message>
    <message>
        <source>Experts of %1</source>
        <translation>Experten von %1</translation>
    </message>
    <message>
        <source>Load of the experts</source>
        <translation>Last der Experten</translation>
    </message>
    <message>
        <source>Tokens of an expert</source>
        <translation>Token eines Experten</translation>
    </message>
    <message>
        <source>%1 of %2 used by %3</source>
        <translation>%1 von %2 genutzt von %3</translation>
    </message>
    <message>
        <source>; double click a cell to go to its tokens</source>
        <translation>; Doppelklick auf ein Feld führt zu seinen Token</translation>
    </message>
    <message>
        <source>; a pixel is the strongest of %1 tokens</source>
        <translation>; ein Pixel ist das stärkste von %1 Token</translation>
    </message>
    <message>
        <source>; hatched: not computed</source>
        <translation>; schraffiert: nicht berechnet</translation>
    </message>
    <message>
        <source>; point at a cell to read it</source>
        <translation>; auf ein Feld zeigen, um es zu lesen</translation>
    </message>
</context>
<context>
    <name>deepscope::Exports</name>
    <message>
        <source>%1 of “%2”</source>
        <translation>%1 von „%2“</translation>
    </message>
    <message>
        <source>There is nothing of it to be seen now.</source>
        <translation>Davon ist jetzt nichts zu sehen.</translation>
    </message>
    <message>
        <source>There is no run yet.</source>
        <translation>Es gibt noch keinen Lauf.</translation>
    </message>
    <message>
        <source>The experts of this run are none, or not known.</source>
        <translation>Dieser Lauf hat keine Experten, oder sie sind nicht bekannt.</translation>
    </message>
    <message>
        <source>The run still goes on.</source>
        <translation>Der Lauf dauert noch an.</translation>
    </message>
    <message>
        <source>%1 is there already. Choose another name, or that file itself to replace both arrays.</source>
        <translation>%1 gibt es schon. Einen anderen Namen wählen, oder diese Datei selbst, um beide Arrays zu ersetzen.</translation>
    </message>
    <message>
        <source>-ids.npy and -weights.npy</source>
        <translation>-ids.npy und -weights.npy</translation>
    </message>
    <message>
        <source>Save the Picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>PNG image (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Saved %1 without mean norms: Reach in Compare Experts measures them.</source>
        <translation>%1 gespeichert, ohne mittlere Normen: „Reichweite“ unter „Experten vergleichen“ misst sie.</translation>
    </message>
</context>
<context>
    <name>deepscope::FileComparing</name>
    <message>
        <source>Closing the model in use (File menu) makes room for them.</source>
        <translation>Das Modell in Gebrauch zu schließen (Menü Datei) macht Platz für sie.</translation>
    </message>
    <message>
        <source>The files could not be compared: %1.</source>
        <translation>Die Dateien konnten nicht verglichen werden: %1.</translation>
    </message>
    <message>
        <source>Choose Another File of the Model</source>
        <translation>Eine andere Datei des Modells wählen</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modelle (*.gguf)</translation>
    </message>
</context>
<context>
    <name>deepscope::FileComparison</name>
    <message>
        <source>There is no text yet that two files could read.</source>
        <translation>Es gibt noch keinen Text, den zwei Dateien lesen könnten.</translation>
    </message>
    <message>
        <source>The files can read the text when its answer has ended.</source>
        <translation>Die Dateien können den Text lesen, wenn seine Antwort zu Ende ist.</translation>
    </message>
    <message>
        <source>Choose another file of the same model, such as one with fewer bits a weight.</source>
        <translation>Eine andere Datei desselben Modells wählen, etwa eine mit weniger Bit je Gewicht.</translation>
    </message>
    <message>
        <source>opening the files</source>
        <translation>Dateien werden geöffnet</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>deepscope::FilesPage</name>
    <message>
        <source>&amp;Other File…</source>
        <translation>&amp;Andere Datei …</translation>
    </message>
    <message>
        <source>How far apart the two files are</source>
        <translation>Wie weit die beiden Dateien auseinanderliegen</translation>
    </message>
    <message>
        <source>Another file of the same model, with other types of numbers perhaps</source>
        <translation>Eine andere Datei desselben Modells, vielleicht mit anderen Zahlentypen</translation>
    </message>
    <message>
        <source>Both files read the text, one after the other; they are opened beside the model in use</source>
        <translation>Beide Dateien lesen den Text nacheinander; sie werden neben dem Modell in Gebrauch geöffnet</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Compare lets both files read the shown text, one after the other.</source>
        <translation>Beim Vergleichen lesen beide Dateien den gezeigten Text, nacheinander.</translation>
    </message>
    <message>
        <source>KL(shown file || other) %1 nats a token over %2; another best token for %3 of them.</source>
        <translation>KL(gezeigte Datei || andere) %1 Nats je Token über %2; ein anderes bestes Token bei %3 davon.</translation>
    </message>
    <message>
        <source>They part first at %1.</source>
        <translation>Sie trennen sich zuerst bei %1.</translation>
    </message>
    <message>
        <source>Experts that both chose, by layer</source>
        <translation>Experten, die beide wählten, nach Schicht</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>Tokens, the %1 farthest apart of %2</source>
        <translation>Token, die %1 am weitesten auseinander von %2</translation>
    </message>
    <message>
        <source>Tokens, those farthest apart first</source>
        <translation>Token, die am weitesten auseinander zuerst</translation>
    </message>
    <message>
        <source>KL %1 nats; its log-probability %2 and %3; %4</source>
        <translation>KL %1 Nats; seine Log-Wahrscheinlichkeit %2 und %3; %4</translation>
    </message>
    <message>
        <source>the same best token</source>
        <translation>dasselbe beste Token</translation>
    </message>
    <message>
        <source>another best token</source>
        <translation>ein anderes bestes Token</translation>
    </message>
    <message>
        <source>Compare lets both files read the shown text.</source>
        <translation>Beim Vergleichen lesen beide Dateien den gezeigten Text.</translation>
    </message>
</context>
<context>
    <name>deepscope::FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>In diesem Chat suchen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Shift+Enter, Shift+F3</source>
        <translation>Umschalt+Enter, Umschalt+F3</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Enter, F3</source>
        <translation>Enter, F3</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>%1-mal</translation>
    </message>
</context>
<context>
    <name>deepscope::FirstSteps</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>Erste Schritte</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>They are in the menu Help whenever you want them</source>
        <translation>Sie stehen jederzeit im Menü Hilfe</translation>
    </message>
    <message>
        <source>Write a question below. Until a model is open (File, Models), it waits; recorded runs can be looked at without one.</source>
        <translation>Schreiben Sie unten eine Frage. Sie wartet, bis ein Modell offen ist (Datei, Modelle); aufgezeichnete Läufe lassen sich auch ohne ansehen.</translation>
    </message>
    <message>
        <source>Write a question below and press Enter. The model thinks first, then it answers: both are written as they come.</source>
        <translation>Schreiben Sie unten eine Frage und drücken Sie Enter. Das Modell denkt erst, dann antwortet es: Beides erscheint, wie es entsteht.</translation>
    </message>
    <message>
        <source>The model in use has no experts. One that has, such as the default, shows here which of them each token woke.</source>
        <translation>Das Modell in Gebrauch hat keine Experten. Eines mit Experten, wie das mitgelieferte, zeigt hier, welche davon jedes Token weckte.</translation>
    </message>
    <message>
        <source>Each column of the map is a token, each row an expert. Click one: what it was chosen for lights up in the chat and among the tokens.</source>
        <translation>Jede Spalte der Karte ist ein Token, jede Zeile ein Experte. Klicken Sie auf einen: Wofür er gewählt wurde, leuchtet im Chat und bei den Token auf.</translation>
    </message>
    <message>
        <source>Cache shows what the model remembers of each token, and what that saves. Click a token anywhere: the bar shows what lay in the cache by then.</source>
        <translation>Cache zeigt, was sich das Modell von jedem Token merkt und was das spart. Klicken Sie irgendwo auf ein Token: Der Balken zeigt, was bis dahin im Cache lag.</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Watch the experts</source>
        <translation>Den Experten zusehen</translation>
    </message>
    <message>
        <source>Look at the memory</source>
        <translation>Den Speicher ansehen</translation>
    </message>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%1 von %2: %3</translation>
    </message>
    <message>
        <source>%1 (done)</source>
        <translation>%1 (erledigt)</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Fertig</translation>
    </message>
</context>
<context>
    <name>deepscope::FixedQuestions</name>
    <message>
        <source>Questions that are never learned from</source>
        <translation>Fragen, aus denen nie gelernt wird</translation>
    </message>
    <message>
        <source>Step %1: %2, %3</source>
        <translation>Schritt %1: %2, %3</translation>
    </message>
    <message>
        <source>%1; the right answer is %2</source>
        <translation>%1; die richtige Antwort ist %2</translation>
    </message>
</context>
<context>
    <name>deepscope::FocusLine</name>
    <message>
        <source>token %1 “%2”</source>
        <translation>Token %1 „%2“</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>expert %1</source>
        <translation>Experte %1</translation>
    </message>
    <message>
        <source>focus: %1</source>
        <translation>Fokus: %1</translation>
    </message>
</context>
<context>
    <name>deepscope::GenerationPopover</name>
    <message>
        <source>0 (greedy)</source>
        <translation>0 (greedy)</translation>
    </message>
    <message>
        <source>0 takes the likeliest token each time; higher values spread the choice.</source>
        <translation>0 nimmt jedes Mal das wahrscheinlichste Token; höhere Werte streuen die Wahl.</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Choose among the likeliest tokens that together have this probability. 1 is all of them.</source>
        <translation>Unter den wahrscheinlichsten Token wählen, die zusammen diese Wahrscheinlichkeit haben. 1 sind alle.</translation>
    </message>
    <message>
        <source>Choose among this many likeliest tokens.</source>
        <translation>Unter so vielen wahrscheinlichsten Token wählen.</translation>
    </message>
    <message>
        <source>Leave out tokens less likely than this share of the likeliest one.</source>
        <translation>Token auslassen, die weniger wahrscheinlich sind als dieser Anteil des wahrscheinlichsten.</translation>
    </message>
    <message>
        <source>Prese&amp;t</source>
        <translation>&amp;Vorgabe</translation>
    </message>
    <message>
        <source>Tempe&amp;rature</source>
        <translation>&amp;Temperatur</translation>
    </message>
    <message>
        <source>Top-&amp;p</source>
        <translation>Top-&amp;p</translation>
    </message>
    <message>
        <source>Top-&amp;k</source>
        <translation>Top-&amp;k</translation>
    </message>
    <message>
        <source>&amp;Min-p</source>
        <translation>&amp;Min-p</translation>
    </message>
    <message>
        <source>Repetition penalt&amp;y</source>
        <translation>&amp;Wiederholungsstrafe</translation>
    </message>
    <message>
        <source>&amp;Seed</source>
        <translation>&amp;Seed</translation>
    </message>
    <message>
        <source>M&amp;ost tokens</source>
        <translation>H&amp;öchstens Token</translation>
    </message>
    <message>
        <source>Tho&amp;ught at most</source>
        <translation>Ge&amp;danke höchstens</translation>
    </message>
    <message>
        <source>Stop te&amp;xts</source>
        <translation>Stoppte&amp;xte</translation>
    </message>
    <message>
        <source>&amp;Chat template</source>
        <translation>&amp;Chatvorlage</translation>
    </message>
    <message>
        <source>&amp;Defaults</source>
        <translation>St&amp;andardwerte</translation>
    </message>
    <message>
        <source>As &amp;advised by %1: %2</source>
        <translation>Wie von %1 empf&amp;ohlen: %2</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Ways of sampling with a name. Type another name to keep the values below under it.</source>
        <translation>Benannte Arten zu ziehen. Einen anderen Namen eingeben, um die Werte darunter unter ihm zu behalten.</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <source>none of them</source>
        <translation>keine davon</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep the values below under this name</source>
        <translation>Die Werte darunter unter diesem Namen behalten</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Forget this name; the values below stay</source>
        <translation>Diesen Namen vergessen; die Werte darunter bleiben</translation>
    </message>
    <message>
        <source>Presence pe&amp;nalty</source>
        <translation>Präse&amp;nzstrafe</translation>
    </message>
    <message>
        <source>&amp;Frequency penalty</source>
        <translation>Häu&amp;figkeitsstrafe</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>Änd&amp;ern …</translation>
    </message>
    <message>
        <source>What another context would take is in the plan of the memory</source>
        <translation>Was ein anderer Kontext bräuchte, steht im Plan des Speichers</translation>
    </message>
    <message>
        <source>no model is open</source>
        <translation>kein Modell ist offen</translation>
    </message>
    <message>
        <source>Syst&amp;em text</source>
        <translation>S&amp;ystemtext</translation>
    </message>
    <message>
        <source>Send their t&amp;houghts, too</source>
        <translation>Auch ihre &amp;Gedanken senden</translation>
    </message>
    <message>
        <source>Send their t&amp;houghts, too (%1)</source>
        <translation>Auch ihre &amp;Gedanken senden (%1)</translation>
    </message>
</context>
<context>
    <name>deepscope::GradeLine</name>
    <message>
        <source>Right answer</source>
        <translation>Richtige Antwort</translation>
    </message>
    <message>
        <source>The right answer</source>
        <translation>Die richtige Antwort</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Answers are rewarded as R1&apos;s were: for their form, and where they say this. Upper and lower case are the same, and numbers are compared by value.</source>
        <translation>Antworten werden belohnt wie die von R1: für ihre Form und dort, wo sie dies sagen. Groß- und Kleinschreibung sind gleich, und Zahlen werden nach ihrem Wert verglichen.</translation>
    </message>
    <message>
        <source>From File…</source>
        <translation>Aus Datei …</translation>
    </message>
    <message>
        <source>Questions with their answers: JSON lines of &quot;question&quot; and &quot;answer&quot;, as the lab takes them</source>
        <translation>Fragen mit ihren Antworten: JSON-Zeilen aus &quot;question&quot; und &quot;answer&quot;, wie das Labor sie nimmt</translation>
    </message>
</context>
<context>
    <name>deepscope::GroupBoard</name>
    <message>
        <source>Step %1: %2. Right answers: none in %3, some in %4, all in %5.</source>
        <translation>Schritt %1: %2. Richtige Antworten: keine bei %3, einige bei %4, alle bei %5.</translation>
    </message>
    <message>
        <source> Nothing to learn from %1.</source>
        <translation> Nichts zu lernen aus %1.</translation>
    </message>
    <message>
        <source>Group board</source>
        <translation>Gruppentafel</translation>
    </message>
    <message>
        <source>Choose an answer to read it beside the others.</source>
        <translation>Eine Antwort wählen, um sie neben den anderen zu lesen.</translation>
    </message>
    <message>
        <source>No answers yet</source>
        <translation>Noch keine Antworten</translation>
    </message>
    <message>
        <source>Each step asks some questions several times over; the answers come here, with what they were rewarded with.</source>
        <translation>Jeder Schritt stellt einige Fragen mehrmals; die Antworten kommen hierher, mit ihrer Belohnung.</translation>
    </message>
</context>
<context>
    <name>deepscope::GroupGrid</name>
    <message>
        <source>Questions and their answers</source>
        <translation>Fragen und ihre Antworten</translation>
    </message>
    <message>
        <source>%1 of %2 right</source>
        <translation>%1 von %2 richtig</translation>
    </message>
    <message>
        <source> It says “%1”.</source>
        <translation> Sie sagt „%1“.</translation>
    </message>
    <message>
        <source>answer %1</source>
        <translation>Antwort %1</translation>
    </message>
    <message>
        <source>%1: %2; the right answer is %3; %4.</source>
        <translation>%1: %2; die richtige Antwort ist %3; %4.</translation>
    </message>
    <message>
        <source>Answer %1 of %2: </source>
        <translation>Antwort %1 von %2: </translation>
    </message>
</context>
<context>
    <name>deepscope::HoverCard</name>
    <message>
        <source>The cell under the pointer</source>
        <translation>Das Feld unter dem Zeiger</translation>
    </message>
</context>
<context>
    <name>deepscope::KeptPlot</name>
    <message>
        <source>Rows that are kept</source>
        <translation>Behaltene Zeilen</translation>
    </message>
    <message>
        <source>A row for each layer; filled is what the shown token still sees of the tokens before it. Arrow keys move the focus.</source>
        <translation>Eine Zeile für jede Schicht; gefüllt ist, was das gezeigte Token noch von den Token vor ihm sieht. Pfeiltasten bewegen den Fokus.</translation>
    </message>
</context>
<context>
    <name>deepscope::KnownAnswers</name>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>%1: line %2 has no &quot;question&quot; with an &quot;answer&quot;.</source>
        <translation>%1: Zeile %2 hat kein &quot;question&quot; mit &quot;answer&quot;.</translation>
    </message>
    <message>
        <source>%1 has no questions.</source>
        <translation>%1 enthält keine Fragen.</translation>
    </message>
    <message>
        <source>%1 is larger than %2, which is more than questions take.</source>
        <translation>%1 ist größer als %2, und das ist mehr, als Fragen brauchen.</translation>
    </message>
    <message>
        <source>%1 is not whole JSON: %2.</source>
        <translation>%1 ist kein vollständiges JSON: %2.</translation>
    </message>
    <message>
        <source>%1: entry %2 has no &quot;question&quot; with an &quot;answer&quot;.</source>
        <translation>%1: Eintrag %2 hat kein &quot;question&quot; mit &quot;answer&quot;.</translation>
    </message>
</context>
<context>
    <name>deepscope::LabNumbers</name>
    <message>
        <source>Different questions in each step.</source>
        <translation>Verschiedene Fragen in jedem Schritt.</translation>
    </message>
    <message>
        <source>Answers to each question. They are compared with each other, so at least two.</source>
        <translation>Antworten auf jede Frage. Sie werden miteinander verglichen, also mindestens zwei.</translation>
    </message>
    <message>
        <source>The most tokens of an answer. Below the length of a full thought it cannot pay.</source>
        <translation>Die meisten Token einer Antwort. Unter der Länge eines ganzen Gedankens kann er sich nicht auszahlen.</translation>
    </message>
    <message>
        <source>The run ends there by itself.</source>
        <translation>Der Lauf endet dort von selbst.</translation>
    </message>
    <message>
        <source>when told to</source>
        <translation>auf Befehl</translation>
    </message>
    <message>
        <source>How freely answers are drawn. At 1 as the model itself says.</source>
        <translation>Wie frei Antworten gezogen werden. Bei 1, wie das Modell selbst sagt.</translation>
    </message>
    <message>
        <source>How far one step goes, in units of 0.0001. Above 10 learning often breaks.</source>
        <translation>Wie weit ein Schritt geht, in Einheiten von 0.0001. Über 10 bricht das Lernen oft.</translation>
    </message>
    <message>
        <source>For an answer of the right form.</source>
        <translation>Für eine Antwort der richtigen Form.</translation>
    </message>
    <message>
        <source>More, where the answer is also right.</source>
        <translation>Mehr, wenn auch die Antwort richtig ist.</translation>
    </message>
    <message>
        <source>What it costs to leave the base (the KL term); at 0 nothing.</source>
        <translation>Was es kostet, die Basis zu verlassen (der KL-Term); bei 0 nichts.</translation>
    </message>
    <message>
        <source>&amp;Questions</source>
        <translation>&amp;Fragen</translation>
    </message>
    <message>
        <source>A&amp;nswers each</source>
        <translation>A&amp;ntworten je Frage</translation>
    </message>
    <message>
        <source>&amp;Temperature</source>
        <translation>&amp;Temperatur</translation>
    </message>
    <message>
        <source>Rate, 10⁻⁴</source>
        <translation>Rate, 10⁻⁴</translation>
    </message>
    <message>
        <source>Cap, to&amp;kens</source>
        <translation>&amp;Grenze, Token</translation>
    </message>
    <message>
        <source>&amp;Form pays</source>
        <translation>F&amp;orm bringt</translation>
    </message>
    <message>
        <source>Matc&amp;h pays</source>
        <translation>T&amp;reffer bringt</translation>
    </message>
    <message>
        <source>Lea&amp;ving costs</source>
        <translation>&amp;Abweichen kostet</translation>
    </message>
    <message>
        <source>&amp;Stop at step</source>
        <translation>&amp;Halt bei Schritt</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>The same seed asks the same questions and draws the same answers, on the same device.</source>
        <translation>Derselbe Seed stellt dieselben Fragen und zieht dieselben Antworten, auf demselben Gerät.</translation>
    </message>
    <message>
        <source>&amp;Own questions</source>
        <translation>&amp;Eigene Fragen</translation>
    </message>
    <message>
        <source>the lab&apos;s</source>
        <translation>die des Labors</translation>
    </message>
    <message>
        <source>Your own questions: a file of JSON lines, each with a question and its answer. Empty: the lab&apos;s own tasks.</source>
        <translation>Eigene Fragen: eine Datei aus JSON-Zeilen, jede mit einer Frage und ihrer Antwort. Leer: die Aufgaben des Labors.</translation>
    </message>
    <message>
        <source>Own questions</source>
        <translation>Eigene Fragen</translation>
    </message>
    <message>
        <source>Choose a file of questions</source>
        <translation>Eine Datei mit Fragen wählen</translation>
    </message>
</context>
<context>
    <name>deepscope::LabSetup</name>
    <message>
        <source>Dr. GRPO</source>
        <translation>Dr. GRPO</translation>
    </message>
    <message>
        <source>GRPO, as published</source>
        <translation>GRPO, wie veröffentlicht</translation>
    </message>
    <message>
        <source>DAPO</source>
        <translation>DAPO</translation>
    </message>
    <message>
        <source>REINFORCE, leave one out</source>
        <translation>REINFORCE, Leave-one-out</translation>
    </message>
    <message>
        <source>Form and match</source>
        <translation>Form und Treffer</translation>
    </message>
    <message>
        <source>Form alone (a control)</source>
        <translation>Nur Form (Kontrolle)</translation>
    </message>
    <message>
        <source>By lot (a control)</source>
        <translation>Durch Los (Kontrolle)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Lab base, made for this</source>
        <translation>Laborbasis, dafür gemacht</translation>
    </message>
    <message>
        <source>Lab base, no long thoughts</source>
        <translation>Basis ohne lange Gedanken</translation>
    </message>
    <message>
        <source>Deepscope default</source>
        <translation>Deepscope-Standard</translation>
    </message>
    <message>
        <source>A file…</source>
        <translation>Eine Datei …</translation>
    </message>
    <message>
        <source>Memory that learning takes, by purpose</source>
        <translation>Speicher, den das Lernen braucht, nach Zweck</translation>
    </message>
    <message>
        <source>One of your own</source>
        <translation>Ein eigenes</translation>
    </message>
    <message>
        <source>E&amp;xperiment</source>
        <translation>E&amp;xperiment</translation>
    </message>
    <message>
        <source>&amp;Base</source>
        <translation>&amp;Basis</translation>
    </message>
    <message>
        <source>Re&amp;ward</source>
        <translation>Be&amp;lohnung</translation>
    </message>
    <message>
        <source>&amp;Algorithm</source>
        <translation>Algor&amp;ithmus</translation>
    </message>
    <message>
        <source>Open the folder of the run</source>
        <translation>Den Ordner des Laufs öffnen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Questions: those of %1.</source>
        <translation>Fragen: die aus %1.</translation>
    </message>
    <message>
        <source>Memory: %1</source>
        <translation>Speicher: %1</translation>
    </message>
    <message>
        <source>Kept in %1</source>
        <translation>Behalten in %1</translation>
    </message>
</context>
<context>
    <name>deepscope::LabelDialog</name>
    <message>
        <source>Label Tokens</source>
        <translation>Token benennen</translation>
    </message>
    <message>
        <source>Labels in use</source>
        <translation>Benutzte Namen</translation>
    </message>
    <message>
        <source>carry step</source>
        <translation>Übertrag</translation>
    </message>
    <message>
        <source>&amp;New label</source>
        <translation>&amp;Neuer Name</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Benennen</translation>
    </message>
</context>
<context>
    <name>deepscope::LatentPlot</name>
    <message>
        <source>How long the latent of each token is</source>
        <translation>Wie lang der latente Vektor jedes Tokens ist</translation>
    </message>
    <message>
        <source>A row for each layer; the stronger the colour, the longer is what the cache keeps of a token beside the longest of the layer. Arrow keys move the focus.</source>
        <translation>Eine Zeile für jede Schicht; je kräftiger die Farbe, desto länger ist, was der Cache von einem Token behält, neben dem längsten der Schicht. Pfeiltasten bewegen den Fokus.</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>%1: %2 is %3 long, %4 of the longest</source>
        <translation>%1: %2 ist %3 lang, %4 des längsten</translation>
    </message>
    <message>
        <source>%1: %2 is not kept, the attention of this layer has a %3</source>
        <translation>%1: %2 ist nicht behalten, diese Schicht hat ein %3</translation>
    </message>
</context>
<context>
    <name>deepscope::LatentReading</name>
    <message>
        <source>%1 is not open, so what its cache holds cannot be asked for.</source>
        <translation>%1 ist nicht geöffnet, daher kann nicht erfragt werden, was sein Cache enthält.</translation>
    </message>
    <message>
        <source>The context is shorter than this text, so what the cache holds of it cannot be asked for.</source>
        <translation>Der Kontext ist kürzer als dieser Text, daher kann nicht erfragt werden, was der Cache davon enthält.</translation>
    </message>
    <message>
        <source>There is not enough memory to count what the cache holds of this text.</source>
        <translation>Der Speicher reicht nicht, um auszuwerten, was der Cache von diesem Text enthält.</translation>
    </message>
</context>
<context>
    <name>deepscope::LatentView</name>
    <message>
        <source>Which tokens are alike, and how many dimensions the layers use</source>
        <translation>Welche Token sich gleichen und wie viele Dimensionen die Schichten nutzen</translation>
    </message>
    <message>
        <source>Ask something, and what the cache holds of it appears.</source>
        <translation>Fragen Sie etwas, und es erscheint, was der Cache davon enthält.</translation>
    </message>
    <message>
        <source>How long the latents c_KV of the tokens are.</source>
        <translation>Wie lang die latenten Vektoren c_KV der Token sind.</translation>
    </message>
    <message>
        <source>This model keeps keys and values instead of latents: shown are its keys, those of all heads as one.</source>
        <translation>Dieses Modell behält Schlüssel und Werte statt latenter Vektoren: Gezeigt werden seine Schlüssel, die aller Köpfe als einer.</translation>
    </message>
    <message>
        <source>Reading what the cache holds of this run…</source>
        <translation>Liest, was der Cache von diesem Lauf enthält…</translation>
    </message>
    <message>
        <source>Reading on: %1 of %2 layers are there…</source>
        <translation>Liest weiter: %1 von %2 Schichten sind da…</translation>
    </message>
    <message>
        <source>What the cache holds is asked for when the answer is written.</source>
        <translation>Was der Cache enthält, wird erfragt, wenn die Antwort geschrieben ist.</translation>
    </message>
    <message>
        <source>The run is long: for which tokens are alike, choose a layer.</source>
        <translation>Der Lauf ist lang: Welche Token sich gleichen, zeigt sich für eine einzelne Schicht.</translation>
    </message>
    <message>
        <source>Most like %1</source>
        <translation>%1 am ähnlichsten</translation>
    </message>
    <message>
        <source>Least like %1</source>
        <translation>%1 am unähnlichsten</translation>
    </message>
    <message>
        <source>Cosine of the angle between both, the mean of the layers that keep them</source>
        <translation>Kosinus des Winkels zwischen beiden, im Mittel der Schichten, die sie behalten</translation>
    </message>
    <message>
        <source>Cosine of the angle between both in the shown layer</source>
        <translation>Kosinus des Winkels zwischen beiden in der gezeigten Schicht</translation>
    </message>
    <message>
        <source>Effective rank, and dimensions that hold 95 %</source>
        <translation>Effektiver Rang und Dimensionen, die 95 % halten</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>%1; %2 of %3</source>
        <translation>%1; %2 von %3</translation>
    </message>
    <message>
        <source>The tokens spread as %1 equally strong dimensions would; %2 dimensions of %3 hold 95 %</source>
        <translation>Die Token verteilen sich wie auf %1 gleich starke Dimensionen; %2 Dimensionen von %3 halten 95 %</translation>
    </message>
    <message>
        <source>The effective rank is exp of the entropy of the shares that the squared singular values have in their sum, of the matrix with a row for each token; no mean is taken from it.</source>
        <translation>Der effektive Rang ist exp der Entropie der Anteile, die die quadrierten Singulärwerte an ihrer Summe haben, bei der Matrix mit einer Zeile je Token; kein Mittelwert wird abgezogen.</translation>
    </message>
    <message>
        <source>Of this long run it counts %1 that lie evenly in it.</source>
        <translation>Von diesem langen Lauf zählt er %1, die gleichmäßig darin liegen.</translation>
    </message>
    <message>
        <source>length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>the longest of the layer</source>
        <translation>die längste der Schicht</translation>
    </message>
    <message>
        <source>%1 and %2: cosine %3</source>
        <translation>%1 und %2: Kosinus %3</translation>
    </message>
    <message>
        <source>; of the last %1, which its attention window keeps</source>
        <translation>; von den letzten %1, die ihr Aufmerksamkeitsfenster behält</translation>
    </message>
    <message>
        <source>Not kept: %1</source>
        <translation>Nicht behalten: %1</translation>
    </message>
    <message>
        <source>The attention of this layer has a %1</source>
        <translation>Diese Schicht hat ein %1</translation>
    </message>
    <message>
        <source>No layer keeps %1: all have an attention window</source>
        <translation>Keine Schicht behält %1: Alle haben ein Aufmerksamkeitsfenster</translation>
    </message>
    <message>
        <source>A thin line: the attention window of the layer has passed these, they are not kept.</source>
        <translation>Eine dünne Linie: Das Aufmerksamkeitsfenster der Schicht hat diese hinter sich gelassen, sie sind nicht behalten.</translation>
    </message>
</context>
<context>
    <name>deepscope::LayerBox</name>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>The layer that is shown; it follows the focus</source>
        <translation>Die Schicht, die gezeigt wird; folgt dem Fokus</translation>
    </message>
    <message>
        <source>All layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
</context>
<context>
    <name>deepscope::Learning</name>
    <message>
        <source>Choose an answer</source>
        <translation>Eine Antwort wählen</translation>
    </message>
    <message>
        <source>The run is not in %1 any more.</source>
        <translation>Der Lauf ist nicht mehr in %1.</translation>
    </message>
    <message>
        <source>A model is learning. Stop it, then open the record.</source>
        <translation>Ein Modell lernt. Erst anhalten, dann die Aufzeichnung öffnen.</translation>
    </message>
    <message>
        <source>learned, step %1.gguf</source>
        <translation>gelernt, Schritt %1.gguf</translation>
    </message>
    <message>
        <source>Saved the model to %1.</source>
        <translation>Modell in %1 gespeichert.</translation>
    </message>
</context>
<context>
    <name>deepscope::LearningActions</name>
    <message>
        <source>Save the Model</source>
        <translation>Modell speichern</translation>
    </message>
    <message>
        <source>Models (*.gguf)</source>
        <translation>Modelle (*.gguf)</translation>
    </message>
    <message>
        <source>Open a Learning Record</source>
        <translation>Lernaufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Records of learning (*%1)</source>
        <translation>Lernaufzeichnungen (*%1)</translation>
    </message>
    <message>
        <source>The Base That Learns</source>
        <translation>Die Basis, die lernt</translation>
    </message>
    <message>
        <source>Your Own Questions</source>
        <translation>Eigene Fragen</translation>
    </message>
    <message>
        <source>JSON lines (*.jsonl *.json);;All files (*)</source>
        <translation>JSON-Zeilen (*.jsonl *.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>&amp;Go On</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>To step %1, the best by held-out answers</source>
        <translation>Zu Schritt %1, dem besten nach Prüfantworten</translation>
    </message>
    <message>
        <source>To the best by held-out answers</source>
        <translation>Zum besten nach Prüfantworten</translation>
    </message>
</context>
<context>
    <name>deepscope::LearningExperts</name>
    <message>
        <source>thoughts</source>
        <translation>Gedanken</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>thoughts and answers</source>
        <translation>Gedanken und Antworten</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 Nats</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Whose experts are shown</source>
        <translation>Wessen Experten gezeigt werden</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>of thoughts</source>
        <translation>der Gedanken</translation>
    </message>
    <message>
        <source>of answers</source>
        <translation>der Antworten</translation>
    </message>
    <message>
        <source>of both</source>
        <translation>von beiden</translation>
    </message>
    <message>
        <source>Which tokens are counted. Both: thoughts and answers weigh the same, however long they are.</source>
        <translation>Welche Token gezählt werden. Beide: Gedanken und Antworten wiegen gleich viel, wie lang sie auch sind.</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>Verglichen</translation>
    </message>
    <message>
        <source>with step 0</source>
        <translation>mit Schritt 0</translation>
    </message>
    <message>
        <source>thought with answer</source>
        <translation>Gedanke mit Antwort</translation>
    </message>
    <message>
        <source>With step 0: how far the load of a layer has moved since nothing was learned. Where step 0 has no such token, the first step that has some takes its place.
Thought with answer: how different the experts of thoughts are from those of answers.</source>
        <translation>Mit Schritt 0: wie weit sich die Last einer Schicht bewegt hat, seit nichts gelernt war. Hat Schritt 0 kein solches Token, tritt der erste Schritt mit einigen an seine Stelle.
Gedanke mit Antwort: wie verschieden die Experten der Gedanken von denen der Antworten sind.</translation>
    </message>
    <message>
        <source>Experts while learning</source>
        <translation>Experten beim Lernen</translation>
    </message>
    <message>
        <source>Load of the experts over the steps</source>
        <translation>Last der Experten über die Schritte</translation>
    </message>
    <message>
        <source>Shift of each layer over the steps</source>
        <translation>Verschiebung jeder Schicht über die Schritte</translation>
    </message>
    <message>
        <source>Load of</source>
        <translation>Last von</translation>
    </message>
    <message>
        <source>Shift of each layer, compared</source>
        <translation>Verschiebung jeder Schicht, verglichen</translation>
    </message>
    <message>
        <source>Point at a cell; a click chooses its step and its layer.</source>
        <translation>Auf ein Feld zeigen; ein Klick wählt seinen Schritt und seine Schicht.</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>This model has no experts</source>
        <translation>Dieses Modell hat keine Experten</translation>
    </message>
    <message>
        <source>Every token goes through all of its weights, so there is no load to compare.</source>
        <translation>Jedes Token durchläuft alle seine Gewichte, also gibt es keine Last zu vergleichen.</translation>
    </message>
    <message>
        <source>No step yet</source>
        <translation>Noch kein Schritt</translation>
    </message>
    <message>
        <source>From step to step you will see here which experts the model turns to, and how far that moves.</source>
        <translation>Von Schritt zu Schritt ist hier zu sehen, welchen Experten sich das Modell zuwendet und wie weit sich das bewegt.</translation>
    </message>
    <message>
        <source>expert</source>
        <translation>Experte</translation>
    </message>
    <message>
        <source>even</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Step %1, layer %2, expert %3: </source>
        <translation>Schritt %1, Schicht %2, Experte %3: </translation>
    </message>
    <message>
        <source>the step has no such token</source>
        <translation>der Schritt hat kein solches Token</translation>
    </message>
    <message>
        <source>%1 of the load of %2, %3 even</source>
        <translation>%1 der Last von %2, %3 gegenüber gleichmäßig</translation>
    </message>
    <message>
        <source>Step %1, layer %2: </source>
        <translation>Schritt %1, Schicht %2: </translation>
    </message>
    <message>
        <source>nothing to compare, the step has no such token</source>
        <translation>nichts zu vergleichen, der Schritt hat kein solches Token</translation>
    </message>
    <message>
        <source>the load of %1 is %2 from that of step %3</source>
        <translation>die Last von %1 ist %2 von der bei Schritt %3 entfernt</translation>
    </message>
    <message>
        <source>the loads of thoughts and answers are %1 apart</source>
        <translation>die Lasten von Gedanken und Antworten liegen %1 auseinander</translation>
    </message>
    <message>
        <source> (Jensen-Shannon; at most %1)</source>
        <translation> (Jensen-Shannon; höchstens %1)</translation>
    </message>
</context>
<context>
    <name>deepscope::LearningPanel</name>
    <message>
        <source>The answers of step %1 are shown. Esc goes back to the newest.</source>
        <translation>Die Antworten von Schritt %1 werden gezeigt. Esc führt zum neuesten zurück.</translation>
    </message>
    <message>
        <source>Point at a step to read all curves there; click it to see its answers.</source>
        <translation>Auf einen Schritt zeigen, um dort alle Kurven zu lesen; anklicken, um seine Antworten zu sehen.</translation>
    </message>
</context>
<context>
    <name>deepscope::LearningQuit</name>
    <message>
        <source>Writing where learning stands. The window closes when that is done.</source>
        <translation>Der Stand des Lernens wird geschrieben. Danach schließt sich das Fenster.</translation>
    </message>
</context>
<context>
    <name>deepscope::LearningStatus</name>
    <message>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Learning: getting ready</source>
        <translation>Lernen: wird vorbereitet</translation>
    </message>
    <message>
        <source>Learning: paused at step %1, %2 right</source>
        <translation>Lernen: Pause bei Schritt %1, %2 richtig</translation>
    </message>
    <message>
        <source>Learning: step %1, %2 right</source>
        <translation>Lernen: Schritt %1, %2 richtig</translation>
    </message>
</context>
<context>
    <name>deepscope::LearningViews</name>
    <message>
        <source>Choose an answer</source>
        <translation>Eine Antwort wählen</translation>
    </message>
    <message>
        <source>The experts of that answer were not kept. Choose one of the newest step of a run under way, or of Before and After</source>
        <translation>Die Experten dieser Antwort wurden nicht behalten. Eine des neuesten Schritts eines laufenden Laufs wählen, oder eine aus Vorher/nachher</translation>
    </message>
</context>
<context>
    <name>deepscope::LeftOutParts</name>
    <message>
        <source>Left out: %1.</source>
        <translation>Ausgelassen: %1.</translation>
    </message>
</context>
<context>
    <name>deepscope::LoadBar</name>
    <message>
        <source>Progress of loading the model</source>
        <translation>Fortschritt beim Laden des Modells</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Loading %1 …</source>
        <translation>%1 wird geladen …</translation>
    </message>
    <message>
        <source>Loading %1: %2</source>
        <translation>%1 wird geladen: %2</translation>
    </message>
    <message>
        <source> (%1 s)</source>
        <translation> (%1 s)</translation>
    </message>
</context>
<context>
    <name>deepscope::LoadPlot</name>
    <message>
        <source>Load of the experts</source>
        <translation>Last der Experten</translation>
    </message>
    <message>
        <source>Columns: share of the tokens that chose the expert, by phase. Dashed line: all experts equally busy.
Dead: no token chose it. Hot: more than %1 times an even load.
Entropy: of the load, and of an even one. Variation: standard deviation over the mean.
Violation: the largest load less the mean, over the mean (MaxVio); 0 = even.
Phase information: what the chosen expert tells about the phase (mutual information).
Jaccard: experts that thought and answer both use, of those that either uses; by chance: of sets of these sizes drawn at random.</source>
        <translation>Säulen: Anteil der Token, die den Experten wählten, nach Phase. Gestrichelte Linie: alle Experten gleich beschäftigt.
Tot: Kein Token wählte ihn. Heiß: mehr als %1-mal die gleichmäßige Last.
Entropie: der Last und einer gleichmäßigen. Streuung: Standardabweichung durch Mittel.
Verletzung: größte Last weniger Mittel, durch Mittel (MaxVio); 0 = gleichmäßig.
Phaseninformation: was der gewählte Experte über die Phase sagt (Transinformation).
Jaccard: Experten, die Gedanke und Antwort beide nutzen, von denen, die eines nutzt; durch Zufall: bei zufällig gezogenen Mengen dieser Größe.</translation>
    </message>
    <message>
        <source>Layer %1: %2</source>
        <translation>Schicht %1: %2</translation>
    </message>
</context>
<context>
    <name>deepscope::LoadView</name>
    <message>
        <source>all phases</source>
        <translation>alle Phasen</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Which of the selected tokens are counted</source>
        <translation>Welche der gewählten Token gezählt werden</translation>
    </message>
    <message>
        <source>Load b&amp;y</source>
        <translation>Last na&amp;ch</translation>
    </message>
</context>
<context>
    <name>deepscope::MainWindow</name>
    <message>
        <source>%1, context of %2, KV cache in %3</source>
        <translation>%1, Kontext von %2, KV-Cache in %3</translation>
    </message>
    <message>
        <source>Deepscope</source>
        <translation>Deepscope</translation>
    </message>
    <message>
        <source>Main tool bar</source>
        <translation>Hauptleiste</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>“%1” was deleted in another window. It goes on here, so it is kept once more.</source>
        <translation>„%1“ wurde in einem anderen Fenster gelöscht. Hier geht der Chat weiter, also wird er nochmals behalten.</translation>
    </message>
    <message>
        <source>The chosen language is used from the next start on.</source>
        <translation>Die gewählte Sprache gilt ab dem nächsten Start.</translation>
    </message>
</context>
<context>
    <name>deepscope::MapPage</name>
    <message>
        <source>All layers and all experts at once (Enter in the map)</source>
        <translation>Alle Schichten und alle Experten auf einmal (Enter in der Karte)</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Each token and its experts (Enter in the overview)</source>
        <translation>Jedes Token und seine Experten (Enter in der Übersicht)</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Share by</source>
        <translation>Anteil nach</translation>
    </message>
    <message>
        <source>Tokens: the share of the tokens that chose the expert.
Weight: the expert&apos;s part of all gate weight in its layer.</source>
        <translation>Token: der Anteil der Token, die den Experten wählten.
Gewicht: der Teil des Experten am gesamten Gate-Gewicht seiner Schicht.</translation>
    </message>
    <message>
        <source>all phases</source>
        <translation>alle Phasen</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>Which of the selected tokens are counted</source>
        <translation>Welche der gewählten Token gezählt werden</translation>
    </message>
    <message>
        <source>Share b&amp;y</source>
        <translation>An&amp;teil nach</translation>
    </message>
    <message>
        <source>of</source>
        <translation>von</translation>
    </message>
</context>
<context>
    <name>deepscope::MemoryMap</name>
    <message>
        <source>Map of the memory</source>
        <translation>Karte des Speichers</translation>
    </message>
</context>
<context>
    <name>deepscope::MemoryNowView</name>
    <message>
        <source>Memory in use</source>
        <translation>Speicher in Gebrauch</translation>
    </message>
    <message>
        <source>In the device now: no model</source>
        <translation>Jetzt im Gerät: kein Modell</translation>
    </message>
</context>
<context>
    <name>deepscope::MemoryPanel</name>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Views of the memory</source>
        <translation>Ansichten des Speichers</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>What lies in the device, and what the run that is looked at held</source>
        <translation>Was im Gerät liegt und was der betrachtete Lauf hielt</translation>
    </message>
    <message>
        <source>How the cache grows in a run, by layer and part</source>
        <translation>Wie der Cache in einem Lauf wächst, nach Schicht und Teil</translation>
    </message>
    <message>
        <source>where its bytes lie appears</source>
        <translation>erscheint hier, wo seine Bytes liegen</translation>
    </message>
    <message>
        <source>Plan of the memory</source>
        <translation>Plan des Speichers</translation>
    </message>
    <message>
        <source>after %1: cache %2 = %3</source>
        <translation>nach %1: Cache %2 = %3</translation>
    </message>
    <message>
        <source>Point at a bar to read its exact bytes</source>
        <translation>Auf einen Balken zeigen, um die genauen Bytes zu lesen</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>What the cache is read for: where the heads look</source>
        <translation>Wofür der Cache gelesen wird: wohin die Köpfe sehen</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>What If</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>Every byte that is allocated, with its name</source>
        <translation>Jedes belegte Byte, mit seinem Namen</translation>
    </message>
    <message>
        <source>What the text would be if the cache kept less of it</source>
        <translation>Was der Text wäre, wenn der Cache weniger von ihm behielte</translation>
    </message>
    <message>
        <source>Copy &amp;Table</source>
        <translation>&amp;Tabelle kopieren</translation>
    </message>
    <message>
        <source>Bytes of the memory</source>
        <translation>Bytes des Speichers</translation>
    </message>
    <message>
        <source>What if the cache kept less</source>
        <translation>Was wäre, wenn der Cache weniger behielte</translation>
    </message>
    <message>
        <source>Latent</source>
        <translation>Latent</translation>
    </message>
    <message>
        <source>What the cache holds of each token, and how many dimensions that uses</source>
        <translation>Was der Cache von jedem Token enthält und wie viele Dimensionen das nutzt</translation>
    </message>
    <message>
        <source>Latents</source>
        <translation>Latente Vektoren</translation>
    </message>
    <message>
        <source>What a model would need with another context, cache or device; any file by its header alone</source>
        <translation>Was ein Modell mit anderem Kontext, Cache oder Gerät bräuchte; jede Datei allein nach ihrem Kopf</translation>
    </message>
</context>
<context>
    <name>deepscope::MemoryPlanView</name>
    <message>
        <source>&amp;Use This Context</source>
        <translation>Diesen Kontext &amp;verwenden</translation>
    </message>
    <message>
        <source>Memory for this context</source>
        <translation>Speicher für diesen Kontext</translation>
    </message>
    <message>
        <source>Loads the model again with this context</source>
        <translation>Lädt das Modell mit diesem Kontext neu</translation>
    </message>
    <message>
        <source>, as it is now</source>
        <translation>, wie er jetzt ist</translation>
    </message>
    <message>
        <source>%1, %2 cache</source>
        <translation>%1, Cache in %2</translation>
    </message>
    <message>
        <source>The model of this run is not loaded</source>
        <translation>Das Modell dieses Laufs ist nicht geladen</translation>
    </message>
    <message>
        <source>This context is in use</source>
        <translation>Dieser Kontext ist in Gebrauch</translation>
    </message>
    <message>
        <source>The model was made for fewer tokens</source>
        <translation>Das Modell ist für weniger Token gemacht</translation>
    </message>
    <message>
        <source>It does not fit</source>
        <translation>Er passt nicht</translation>
    </message>
    <message>
        <source>The device of this run does not say how much memory it has.</source>
        <translation>Das Gerät dieses Laufs sagt nicht, wie viel Speicher es hat.</translation>
    </message>
    <message>
        <source>Fits: %1 of %2 on %3.</source>
        <translation>Passt: %1 von %2 auf %3.</translation>
    </message>
    <message>
        <source>Up to %1 would fit.</source>
        <translation>Bis zu %1 würden passen.</translation>
    </message>
    <message>
        <source>The model was trained for %1.</source>
        <translation>Das Modell wurde für %1 trainiert.</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Datei: %1</translation>
    </message>
    <message>
        <source>The model in use</source>
        <translation>Das Modell in Gebrauch</translation>
    </message>
    <message>
        <source>The model of the run that is looked at</source>
        <translation>Das Modell des betrachteten Laufs</translation>
    </message>
    <message>
        <source>Reading the header of the file…</source>
        <translation>Der Kopf der Datei wird gelesen …</translation>
    </message>
    <message>
        <source>Open with &amp;These</source>
        <translation>Da&amp;mit öffnen</translation>
    </message>
    <message>
        <source>Reload with &amp;These</source>
        <translation>Da&amp;mit neu laden</translation>
    </message>
    <message>
        <source>Opens the model with this context, cache and device; room for %1 answers at once is taken where it fits</source>
        <translation>Öffnet das Modell mit diesem Kontext, Cache und Gerät; Platz für %1 Antworten zugleich wird genommen, wo er da ist</translation>
    </message>
    <message>
        <source>There is no usable Vulkan device. It would need %1.</source>
        <translation>Es gibt kein brauchbares Vulkan-Gerät. Gebraucht würden %1.</translation>
    </message>
    <message>
        <source>Largest context on each device</source>
        <translation>Größter Kontext auf jedem Gerät</translation>
    </message>
    <message>
        <source>Another F&amp;ile…</source>
        <translation>Andere Date&amp;i …</translation>
    </message>
    <message>
        <source>&amp;Back to the Model in Use</source>
        <translation>&amp;Zurück zum Modell in Gebrauch</translation>
    </message>
    <message>
        <source>Plans a model by the header of its file, without loading it; or drop the file here</source>
        <translation>Plant ein Modell nach dem Kopf seiner Datei, ohne es zu laden; oder ziehen Sie die Datei hierher</translation>
    </message>
    <message>
        <source>Devices, with the largest context on each</source>
        <translation>Geräte, mit dem größten Kontext auf jedem</translation>
    </message>
    <message>
        <source>The cache with other attention</source>
        <translation>Der Cache mit anderer Attention</translation>
    </message>
    <message>
        <source>Numbers a token, and in the whole context:</source>
        <translation>Zahlen je Token und im ganzen Kontext:</translation>
    </message>
    <message>
        <source>With other attention</source>
        <translation>Mit anderer Attention</translation>
    </message>
</context>
<context>
    <name>deepscope::MemoryPlanning</name>
    <message>
        <source>Plan the Memory of a Model</source>
        <translation>Speicher eines Modells planen</translation>
    </message>
    <message>
        <source>Models (*.gguf);;All files (*)</source>
        <translation>Modelle (*.gguf);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>deepscope::MessageBar</name>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>deepscope::Minimap</name>
    <message>
        <source>The whole run</source>
        <translation>Der ganze Lauf</translation>
    </message>
    <message>
        <source>The whole run: drag, or use the arrow keys, to move what is shown</source>
        <translation>Der ganze Lauf: ziehen oder Pfeiltasten verwenden, um das Gezeigte zu verschieben</translation>
    </message>
    <message>
        <source>No tokens yet</source>
        <translation>Noch keine Token</translation>
    </message>
    <message>
        <source>Tokens %1 to %2 of %3 are shown</source>
        <translation>Token %1 bis %2 von %3 werden gezeigt</translation>
    </message>
</context>
<context>
    <name>deepscope::ModelBrowser</name>
    <message>
        <source>&amp;Add Folder…</source>
        <translation>Ordner &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>Re&amp;move Folder </source>
        <translation>Ordner en&amp;tfernen </translation>
    </message>
    <message>
        <source>&amp;Rescan</source>
        <translation>&amp;Neu suchen</translation>
    </message>
    <message>
        <source>&amp;Show in Folder</source>
        <translation>Im Ordner &amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Filter by name, architecture, quantisation or folder</source>
        <translation>Nach Name, Architektur, Quantisierung oder Ordner filtern</translation>
    </message>
    <message>
        <source>Filter of the models</source>
        <translation>Filter der Modelle</translation>
    </message>
    <message>
        <source>Progress of the search</source>
        <translation>Fortschritt der Suche</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Looking in %1</source>
        <translation>Suche in %1</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>S&amp;topp</translation>
    </message>
    <message>
        <source>Looking for models</source>
        <translation>Suche nach Modellen</translation>
    </message>
    <message>
        <source>Reading headers: %1 of %2</source>
        <translation>Köpfe werden gelesen: %1 von %2</translation>
    </message>
    <message>
        <source>No model matches “%1”.</source>
        <translation>Kein Modell passt zu „%1“.</translation>
    </message>
    <message>
        <source>Add a Folder of Models</source>
        <translation>Einen Ordner mit Modellen hinzufügen</translation>
    </message>
    <message>
        <source>Only folders that you added can be removed</source>
        <translation>Nur selbst hinzugefügte Ordner können entfernt werden</translation>
    </message>
    <message>
        <source>The files in it stay as they are</source>
        <translation>Die Dateien darin bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Rel&amp;oad with These Options</source>
        <translation>Mit diesen Optionen neu &amp;laden</translation>
    </message>
    <message>
        <source>Reading the header of the file…</source>
        <translation>Der Kopf der Datei wird gelesen …</translation>
    </message>
</context>
<context>
    <name>deepscope::ModelButton</name>
    <message>
        <source>Model: none </source>
        <translation>Modell: keines </translation>
    </message>
    <message>
        <source>Model: %1 </source>
        <translation>Modell: %1 </translation>
    </message>
    <message>
        <source>Model: none</source>
        <translation>Modell: keines</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>Modell: %1</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Ein Modell wählen</translation>
    </message>
    <message>
        <source>%1
%2
Choose another model</source>
        <translation>%1
%2
Ein anderes Modell wählen</translation>
    </message>
</context>
<context>
    <name>deepscope::ModelDetails</name>
    <message>
        <source>%1 remarks: %2</source>
        <translation>%1 Anmerkungen: %2</translation>
    </message>
</context>
<context>
    <name>deepscope::ModelListModel</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Quantisation</source>
        <translation>Quantisierung</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>Passt</translation>
    </message>
</context>
<context>
    <name>deepscope::ModelPlaces</name>
    <message>
        <source>No other models were found on this computer. Add a folder that holds GGUF files, or fetch a model with one of these programs and rescan. Looked in:</source>
        <translation>Auf diesem Rechner wurden keine anderen Modelle gefunden. Einen Ordner mit GGUF-Dateien hinzufügen, oder mit einem dieser Programme ein Modell holen und neu suchen. Gesucht in:</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>deepscope::ModelTable</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
</context>
<context>
    <name>deepscope::OpenDialogs</name>
    <message>
        <source>Open a Model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Models (*.gguf);;All files (*)</source>
        <translation>Modelle (*.gguf);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a Recorded Run</source>
        <translation>Aufgezeichneten Lauf öffnen</translation>
    </message>
    <message>
        <source>Recorded runs (*.run)</source>
        <translation>Aufgezeichnete Läufe (*.run)</translation>
    </message>
    <message>
        <source>Save the Run</source>
        <translation>Lauf speichern</translation>
    </message>
</context>
<context>
    <name>deepscope::OpenOptionsView</name>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Number format of the KV cache</source>
        <translation>Zahlenformat des KV-Caches</translation>
    </message>
    <message>
        <source>Device and cache also for &amp;new models</source>
        <translation>Gerät und Cache auch für neue &amp;Modelle</translation>
    </message>
    <message>
        <source>Models that were not opened yet begin with this device and this cache</source>
        <translation>Modelle, die noch nicht geöffnet wurden, beginnen mit diesem Gerät und diesem Cache</translation>
    </message>
    <message>
        <source>Memory that the model would take</source>
        <translation>Speicher, den das Modell braucht</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>&amp;Gerät</translation>
    </message>
    <message>
        <source>Conte&amp;xt</source>
        <translation>&amp;Kontext</translation>
    </message>
    <message>
        <source>&amp;Cache</source>
        <translation>&amp;Cache</translation>
    </message>
    <message>
        <source>Automatic: %1</source>
        <translation>Automatisch: %1</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>%1 – not there</source>
        <translation>%1 – nicht da</translation>
    </message>
</context>
<context>
    <name>deepscope::OverviewPlot</name>
    <message>
        <source>Overview of the experts</source>
        <translation>Übersicht der Experten</translation>
    </message>
    <message>
        <source>Layers downwards, experts to the right. Arrow keys move the focus, Enter goes to its place among the tokens.</source>
        <translation>Schichten nach unten, Experten nach rechts. Pfeiltasten bewegen den Fokus, Enter führt zu seiner Stelle unter den Token.</translation>
    </message>
    <message>
        <source>group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>each row of pixels shows the busiest of %1 layers</source>
        <translation>jede Pixelzeile zeigt die meistbeschäftigte von %1 Schichten</translation>
    </message>
    <message>
        <source>each column of pixels shows the busiest of %1 experts</source>
        <translation>jede Pixelspalte zeigt den meistbeschäftigten von %1 Experten</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>; counting, %1</source>
        <translation>; zählt, %1</translation>
    </message>
    <message>
        <source>even</source>
        <translation>gleich</translation>
    </message>
</context>
<context>
    <name>deepscope::PanelMessageView</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
</context>
<context>
    <name>deepscope::PlanBoxes</name>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
    <message>
        <source>Context length to plan for</source>
        <translation>Kontextlänge, für die geplant wird</translation>
    </message>
    <message>
        <source>Tokens that the cache would hold</source>
        <translation>Token, die der Cache halten würde</translation>
    </message>
    <message>
        <source>Number format of the cache to plan for</source>
        <translation>Zahlenformat des Caches, für das geplant wird</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>Answers at once to plan for</source>
        <translation>Antworten zugleich, für die geplant wird</translation>
    </message>
    <message>
        <source>For so many contexts of that length the cache would have room. Automatic: for as many as the device takes, at most %1, as when a model is opened.</source>
        <translation>Für so viele Kontexte dieser Länge hätte der Cache Platz. Automatisch: für so viele, wie das Gerät aufnimmt, höchstens %1, wie beim Öffnen eines Modells.</translation>
    </message>
    <message>
        <source>&amp;Context</source>
        <translation>&amp;Kontext</translation>
    </message>
    <message>
        <source>C&amp;ache</source>
        <translation>C&amp;ache</translation>
    </message>
    <message>
        <source>A&amp;nswers at once</source>
        <translation>A&amp;ntworten zugleich</translation>
    </message>
</context>
<context>
    <name>deepscope::PlayBar</name>
    <message>
        <source>One token back (,)</source>
        <translation>Ein Token zurück (,)</translation>
    </message>
    <message>
        <source>One token on (.)</source>
        <translation>Ein Token weiter (.)</translation>
    </message>
    <message>
        <source>Stop playing: show all of the text again</source>
        <translation>Abspielen beenden: wieder den ganzen Text zeigen</translation>
    </message>
    <message>
        <source>How fast the run is played</source>
        <translation>Wie schnell der Lauf abgespielt wird</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play the run</source>
        <translation>Den Lauf abspielen</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Pause (Leertaste)</translation>
    </message>
    <message>
        <source>Play the run: watch it being written (Space)</source>
        <translation>Den Lauf abspielen: zusehen, wie er geschrieben wird (Leertaste)</translation>
    </message>
    <message>
        <source>Playing speed: %1</source>
        <translation>Abspielgeschwindigkeit: %1</translation>
    </message>
</context>
<context>
    <name>deepscope::PlaybackActions</name>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Abspielen</translation>
    </message>
</context>
<context>
    <name>deepscope::ProblemOffers</name>
    <message>
        <source>Try again</source>
        <translation>Nochmals versuchen</translation>
    </message>
    <message>
        <source>Open data folder</source>
        <translation>Datenordner öffnen</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Anderswo speichern …</translation>
    </message>
    <message>
        <source>Import another file…</source>
        <translation>Andere Datei importieren …</translation>
    </message>
    <message>
        <source>Open another recorded run…</source>
        <translation>Anderen aufgezeichneten Lauf öffnen …</translation>
    </message>
    <message>
        <source>Open with automatic options</source>
        <translation>Mit automatischen Optionen öffnen</translation>
    </message>
    <message>
        <source>Open another model…</source>
        <translation>Anderes Modell öffnen …</translation>
    </message>
    <message>
        <source>Open the default model</source>
        <translation>Das Standardmodell öffnen</translation>
    </message>
    <message>
        <source>Recorded examples</source>
        <translation>Aufgezeichnete Beispiele</translation>
    </message>
    <message>
        <source>Open a recorded run…</source>
        <translation>Aufgezeichneten Lauf öffnen …</translation>
    </message>
</context>
<context>
    <name>deepscope::QuitQuestion</name>
    <message>
        <source>%1 to the list of chats</source>
        <translation>%1 an der Liste der Chats</translation>
    </message>
    <message>
        <source>One turn is not written so far, and would be lost.</source>
        <translation>Eine Runde ist bisher nicht geschrieben und ginge verloren.</translation>
    </message>
    <message>
        <source>One change to the list of chats is not written so far, and would be lost.</source>
        <translation>Eine Änderung an der Liste der Chats ist bisher nicht geschrieben und ginge verloren.</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>%1 are not written so far, and would be lost.</source>
        <translation>%1 sind bisher nicht geschrieben und gingen verloren.</translation>
    </message>
    <message>
        <source>Quit Deepscope</source>
        <translation>Deepscope beenden</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Nochmals versuchen</translation>
    </message>
    <message>
        <source>&amp;Save elsewhere…</source>
        <translation>Ander&amp;swo speichern …</translation>
    </message>
    <message>
        <source>&amp;Quit without keeping</source>
        <translation>&amp;Beenden, ohne zu behalten</translation>
    </message>
    <message>
        <source>Save the Turns in a Folder</source>
        <translation>Die Runden in einem Ordner speichern</translation>
    </message>
</context>
<context>
    <name>deepscope::RecordedExamples</name>
    <message>
        <source>Recorded &amp;Examples</source>
        <translation>Aufgezeichnete Beis&amp;piele</translation>
    </message>
</context>
<context>
    <name>deepscope::RouterWeighing</name>
    <message>
        <source>%1 is not open, so what its routers weighed cannot be asked for.</source>
        <translation>%1 ist nicht geöffnet, also kann nicht gefragt werden, was seine Router abwogen.</translation>
    </message>
    <message>
        <source>The context is shorter than this text, so its routers cannot be asked.</source>
        <translation>Der Kontext ist kürzer als dieser Text, also können seine Router nicht gefragt werden.</translation>
    </message>
</context>
<context>
    <name>deepscope::RunStore</name>
    <message>
        <source>Ask something</source>
        <translation>Eine Frage stellen</translation>
    </message>
</context>
<context>
    <name>deepscope::ScaleBar</name>
    <message>
        <source>Scale</source>
        <translation>Skala</translation>
    </message>
    <message>
        <source>Scale of %1</source>
        <translation>Skala von %1</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <translation>%1 von %2 bis %3</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>nicht berechnet</translation>
    </message>
</context>
<context>
    <name>deepscope::SecondReading</name>
    <message>
        <source>There is no text yet to read again.</source>
        <translation>Es gibt noch keinen Text, der erneut gelesen werden könnte.</translation>
    </message>
    <message>
        <source>The text is read again when its answer has ended.</source>
        <translation>Der Text wird erneut gelesen, wenn seine Antwort zu Ende ist.</translation>
    </message>
    <message>
        <source>%1 is not open, so its text cannot be read again.</source>
        <translation>%1 ist nicht geöffnet, also kann sein Text nicht erneut gelesen werden.</translation>
    </message>
    <message>
        <source>The text has %1 tokens, and the context holds %2.</source>
        <translation>Der Text hat %1 Token, und der Kontext hält %2.</translation>
    </message>
    <message>
        <source>The text was not read again: something else was asked of the engine.</source>
        <translation>Der Text wurde nicht erneut gelesen: Die Engine wurde um etwas anderes gebeten.</translation>
    </message>
    <message>
        <source>reading the text again …</source>
        <translation>Text wird erneut gelesen …</translation>
    </message>
    <message>
        <source>read again: KL %1 nats a token, %2 of %3 best tokens are others</source>
        <translation>noch einmal gelesen: KL %1 Nats je Token, %2 von %3 besten Token sind andere</translation>
    </message>
    <message>
        <source>, %1 of the choices moved</source>
        <translation>, %1 der Wahlen gewechselt</translation>
    </message>
    <message>
        <source>reading the text again, %1 of %2</source>
        <translation>liest den Text noch einmal, %1 von %2</translation>
    </message>
</context>
<context>
    <name>deepscope::SetChooser</name>
    <message>
        <source>Set %1: where</source>
        <translation>Menge %1: wo</translation>
    </message>
    <message>
        <source>Where in the run. Selected range: the range of tokens that is selected now; choose it once more to take another.
Common beginning: the tokens that this run and that of the other set begin with.</source>
        <translation>Wo im Lauf. Gewählter Bereich: der jetzt gewählte Bereich der Token; erneut wählen, um einen anderen zu nehmen.
Gemeinsamer Anfang: die Token, mit denen dieser Lauf und der der anderen Menge beginnen.</translation>
    </message>
    <message>
        <source>Set %1: run</source>
        <translation>Menge %1: Lauf</translation>
    </message>
    <message>
        <source>Of which run. Every run: all that are open and have the same layers and experts.</source>
        <translation>Aus welchem Lauf. Alle Läufe: alle, die geöffnet sind und dieselben Schichten und Experten haben.</translation>
    </message>
    <message>
        <source>Set %1: which tokens</source>
        <translation>Menge %1: welche Token</translation>
    </message>
    <message>
        <source>anywhere</source>
        <translation>überall</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>thought</source>
        <translation>Gedanke</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>selected range</source>
        <translation>gewählter Bereich</translation>
    </message>
    <message>
        <source>common beginning</source>
        <translation>gemeinsamer Anfang</translation>
    </message>
    <message>
        <source>after the beginning</source>
        <translation>nach dem Anfang</translation>
    </message>
    <message>
        <source>all tokens</source>
        <translation>alle Token</translation>
    </message>
    <message>
        <source>own words</source>
        <translation>eigene Wörter</translation>
    </message>
    <message>
        <source>Set %1: own words</source>
        <translation>Menge %1: eigene Wörter</translation>
    </message>
    <message>
        <source>carry, write</source>
        <translation>carry, write</translation>
    </message>
    <message>
        <source>shown run</source>
        <translation>gezeigter Lauf</translation>
    </message>
    <message>
        <source>every run</source>
        <translation>alle Läufe</translation>
    </message>
    <message>
        <source>run %1: %2</source>
        <translation>Lauf %1: %2</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>Lauf %1</translation>
    </message>
    <message>
        <source>Which of these tokens, by their text. Own words: separated by commas, with a name for them if you like: “steps: carry, write”
Labelled: tokens that you labelled (Edit, Label Tokens).</source>
        <translation>Welche dieser Token, nach ihrem Text. Eigene Wörter: durch Kommas getrennt, auf Wunsch mit einem Namen: „Schritte: Übertrag, schreibe“
Benannt: Token, die Sie benannt haben (Bearbeiten, Token benennen).</translation>
    </message>
    <message>
        <source>labelled “%1”</source>
        <translation>benannt „%1“</translation>
    </message>
</context>
<context>
    <name>deepscope::SetsPage</name>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Every expert with its differences and how sure they are</source>
        <translation>Jeder Experte mit seinen Differenzen und wie sicher sie sind</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>The shares of A and of B and their difference, all layers and experts</source>
        <translation>Die Anteile von A und von B und ihre Differenz, alle Schichten und Experten</translation>
    </message>
    <message>
        <source>First Difference</source>
        <translation>Erster Unterschied</translation>
    </message>
    <message>
        <source>Goes to the first token and layer of the common beginning whose experts differ</source>
        <translation>Springt zum ersten Token und zur Schicht des gemeinsamen Anfangs, deren Experten sich unterscheiden</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>The whole table in its order, with all numbers in full</source>
        <translation>Die ganze Tabelle in ihrer Ordnung, mit allen Zahlen in voller Länge</translation>
    </message>
    <message>
        <source>Sorted by</source>
        <translation>Sortiert nach</translation>
    </message>
    <message>
        <source>What the rows are sorted by; a click on a heading does it too, and a second turns it round</source>
        <translation>Wonach die Zeilen sortiert sind; ein Klick auf eine Überschrift tut es auch, ein zweiter kehrt es um</translation>
    </message>
    <message>
        <source>Copy with &amp;Tabs</source>
        <translation>Kopieren mit &amp;Tabulatoren</translation>
    </message>
    <message>
        <source>Copy with &amp;Commas (CSV)</source>
        <translation>Kopieren mit &amp;Kommas (CSV)</translation>
    </message>
    <message>
        <source>Nothing to compare</source>
        <translation>Nichts zu vergleichen</translation>
    </message>
    <message>
        <source>Counting</source>
        <translation>Zählt</translation>
    </message>
    <message>
        <source>A: %1; B: %2</source>
        <translation>A: %1; B: %2</translation>
    </message>
</context>
<context>
    <name>deepscope::StandingLegend</name>
    <message>
        <source>Signs of answers</source>
        <translation>Zeichen der Antworten</translation>
    </message>
</context>
<context>
    <name>deepscope::StatusLine</name>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Geschwindigkeit</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>Kein Modell geladen</translation>
    </message>
    <message>
        <source>Context %1 of %2, %3 cache</source>
        <translation>Kontext %1 von %2, Cache in %3</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Bereit</translation>
    </message>
</context>
<context>
    <name>deepscope::StepHeatmap</name>
    <message>
        <source>steps to the right, %1s downwards</source>
        <translation>Schritte nach rechts, %1 nach unten</translation>
    </message>
</context>
<context>
    <name>deepscope::SuggestionButton</name>
    <message>
        <source>Ask: %1</source>
        <translation>Fragen: %1</translation>
    </message>
</context>
<context>
    <name>deepscope::SurveyPage</name>
    <message>
        <source>Fragile tokens, and how far experts reach</source>
        <translation>Fragile Token, und wie weit Experten reichen</translation>
    </message>
    <message>
        <source>Reads the text once more: how narrowly each token was routed, and how far the output of each expert reaches</source>
        <translation>Liest den Text noch einmal: wie knapp jedes Token geroutet wurde und wie weit die Ausgabe jedes Experten reicht</translation>
    </message>
    <message>
        <source>A token is fragile where in some layer the last expert that was chosen beats the first that was left out by less, or the last group the first that was dropped</source>
        <translation>Ein Token ist fragil, wenn in einer Schicht der letzte gewählte Experte den ersten ausgelassenen um weniger schlägt, oder die letzte Gruppe die erste verworfene</translation>
    </message>
    <message>
        <source>Margin below which a token is fragile</source>
        <translation>Vorsprung, unter dem ein Token fragil ist</translation>
    </message>
    <message>
        <source>&amp;Fragile below</source>
        <translation>&amp;Fragil unter</translation>
    </message>
    <message>
        <source>Fragile: %1 of %2</source>
        <translation>Fragil: %1 von %2</translation>
    </message>
    <message>
        <source>layer %1, %2</source>
        <translation>Schicht %1, %2</translation>
    </message>
    <message>
        <source>Largest outputs; 1 super expert</source>
        <translation>Größte Ausgaben; 1 Superexperte</translation>
    </message>
    <message>
        <source>Largest outputs; %1 super experts</source>
        <translation>Größte Ausgaben; %1 Superexperten</translation>
    </message>
    <message>
        <source>L%1 · %2</source>
        <translation>L%1 · %2</translation>
    </message>
    <message>
        <source>Layer %1, expert %2: largest magnitude %3, mean norm %4, over %5</source>
        <translation>Schicht %1, Experte %2: größter Betrag %3, mittlere Norm %4, über %5</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Reading the text once more …</source>
        <translation>Der Text wird noch einmal gelesen …</translation>
    </message>
    <message>
        <source>Margins are in units of the scores that choose. Super experts are the half per cent with the largest outputs, above a tenth of the largest.</source>
        <translation>Vorsprünge sind in Einheiten der Punkte, nach denen gewählt wird. Superexperten sind das halbe Prozent mit den größten Ausgaben, über einem Zehntel der größten.</translation>
    </message>
    <message>
        <source>Not measured yet: how narrowly each token was routed, and how far each expert reaches.</source>
        <translation>Noch nicht gemessen: wie knapp jedes Token geroutet wurde und wie weit jeder Experte reicht.</translation>
    </message>
</context>
<context>
    <name>deepscope::SwitchRow</name>
    <message>
        <source>The router chooses this expert as it was made to</source>
        <translation>Der Router wählt diesen Experten, wie er gemacht wurde</translation>
    </message>
    <message>
        <source>The router never chooses this expert</source>
        <translation>Der Router wählt diesen Experten nie</translation>
    </message>
    <message>
        <source>The router always chooses this expert</source>
        <translation>Der Router wählt diesen Experten immer</translation>
    </message>
    <message>
        <source>Where it is chosen, its weight is halved</source>
        <translation>Wo er gewählt wird, wird sein Gewicht halbiert</translation>
    </message>
    <message>
        <source>Where it is chosen, its weight is doubled</source>
        <translation>Wo er gewählt wird, wird sein Gewicht verdoppelt</translation>
    </message>
    <message>
        <source>What is done with this expert</source>
        <translation>Was mit diesem Experten geschieht</translation>
    </message>
    <message>
        <source>Layer %1, expert %2</source>
        <translation>Schicht %1, Experte %2</translation>
    </message>
    <message>
        <source>%1 Experts a Token, as It Is</source>
        <translation>%1 Experten je Token, wie es ist</translation>
    </message>
    <message>
        <source>%1 a Token</source>
        <translation>%1 je Token</translation>
    </message>
    <message>
        <source>Without Selection Bias</source>
        <translation>Ohne Auswahl-Bias</translation>
    </message>
    <message>
        <source>Without Groups</source>
        <translation>Ohne Gruppen</translation>
    </message>
</context>
<context>
    <name>deepscope::ThoughtEditor</name>
    <message>
        <source>&amp;Think On</source>
        <translation>&amp;Weiterdenken</translation>
    </message>
    <message>
        <source>&amp;Answer from Here</source>
        <translation>Von hier &amp;antworten</translation>
    </message>
    <message>
        <source>The thought, to be changed</source>
        <translation>Der Gedanke, zum Ändern</translation>
    </message>
    <message>
        <source>The model goes on with this thought, as another version of this turn</source>
        <translation>Das Modell macht mit diesem Gedanken weiter, als weitere Version dieser Runde</translation>
    </message>
    <message>
        <source>The thought ends here, and the model answers, as another version of this turn</source>
        <translation>Der Gedanke endet hier, und das Modell antwortet, als weitere Version dieser Runde</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>deepscope::ThoughtSection</name>
    <message>
        <source>Thought</source>
        <translation>Gedanke</translation>
    </message>
    <message>
        <source>Answer now</source>
        <translation>Jetzt antworten</translation>
    </message>
    <message>
        <source>Close the thought here, so that the answer follows</source>
        <translation>Den Gedanken hier schließen, damit die Antwort folgt</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit the thought</source>
        <translation>Den Gedanken bearbeiten</translation>
    </message>
    <message>
        <source>Change the thought and go on from it, as another version of this turn</source>
        <translation>Den Gedanken ändern und von ihm aus weitermachen, als weitere Version dieser Runde</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>focus: “%1”</source>
        <translation>Fokus: „%1“</translation>
    </message>
    <message>
        <source>Fold the thought away</source>
        <translation>Den Gedanken einklappen</translation>
    </message>
    <message>
        <source>Show the thought</source>
        <translation>Den Gedanken zeigen</translation>
    </message>
    <message>
        <source>The thought is sent with later questions, as the settings say.</source>
        <translation>Der Gedanke wird mit späteren Fragen gesendet, wie die Einstellungen es sagen.</translation>
    </message>
    <message>
        <source>A thought is not sent with later questions: the model remembers its answer only.</source>
        <translation>Ein Gedanke wird mit späteren Fragen nicht gesendet: Das Modell erinnert sich nur an seine Antwort.</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>eingeklappt</translation>
    </message>
    <message>
        <source>Thinking …</source>
        <translation>Denkt …</translation>
    </message>
</context>
<context>
    <name>deepscope::TogetherPage</name>
    <message>
        <source>Experts chosen together</source>
        <translation>Zusammen gewählte Experten</translation>
    </message>
    <message>
        <source>by likeness</source>
        <translation>nach Ähnlichkeit</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>nach Nummer</translation>
    </message>
    <message>
        <source>La&amp;yer</source>
        <translation>&amp;Schicht</translation>
    </message>
    <message>
        <source>Whose experts are shown; it follows the focus</source>
        <translation>Wessen Experten gezeigt werden; folgt dem Fokus</translation>
    </message>
    <message>
        <source>O&amp;rder</source>
        <translation>&amp;Ordnung</translation>
    </message>
    <message>
        <source>By likeness: experts that are chosen by the same tokens stand beside each other (average linkage). Those that no token chose stand at the end.</source>
        <translation>Nach Ähnlichkeit: Experten, die von denselben Token gewählt werden, stehen nebeneinander (Average Linkage). Die kein Token wählte, stehen am Ende.</translation>
    </message>
    <message>
        <source>Not computed: the routing of %1 was in the cache</source>
        <translation>Nicht berechnet: Das Routing von %1 war im Cache</translation>
    </message>
    <message>
        <source>Of the tokens that chose the expert of the row, the share that chose that of the column too; %1</source>
        <translation>Von den Token, die den Experten der Zeile wählten, der Anteil, der auch den der Spalte wählte; %1</translation>
    </message>
    <message>
        <source>layer %1: </source>
        <translation>Schicht %1: </translation>
    </message>
    <message>
        <source>no token chose expert %1</source>
        <translation>kein Token wählte Experte %1</translation>
    </message>
    <message>
        <source>expert %1 was chosen by %2</source>
        <translation>Experte %1 wurde von %2 gewählt</translation>
    </message>
    <message>
        <source>of %1 that chose expert %2, %3 (%4) chose %5 too; of all tokens %6 chose it</source>
        <translation>von %1, die Experte %2 wählten, wählten %3 (%4) auch %5; von allen Token wählten ihn %6</translation>
    </message>
</context>
<context>
    <name>deepscope::TokenDetails</name>
    <message>
        <source>Candidates</source>
        <translation>Kandidaten</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Time by stage</source>
        <translation>Zeit nach Stufe</translation>
    </message>
    <message>
        <source>Experts of this token</source>
        <translation>Experten dieses Tokens</translation>
    </message>
    <message>
        <source>Go On with Another Token</source>
        <translation>Mit anderem Token weitermachen</translation>
    </message>
    <message>
        <source>The answer goes on behind this token, as another version of its turn</source>
        <translation>Die Antwort geht hinter diesem Token weiter, als weitere Version ihrer Runde</translation>
    </message>
    <message>
        <source>Details of %1</source>
        <translation>Details zu %1</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>%1 of %2, the newest</source>
        <translation>%1 von %2, das neueste</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Counted from 0</source>
        <translation>Ab 0 gezählt</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>%1, a control token</source>
        <translation>%1, ein Steuertoken</translation>
    </message>
    <message>
        <source>It steers the model and is not text</source>
        <translation>Es steuert das Modell und ist kein Text</translation>
    </message>
    <message>
        <source>Token id</source>
        <translation>Token-Id</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>%1  (logprob %2)</source>
        <translation>%1  (Logprob %2)</translation>
    </message>
    <message>
        <source>%1, natural logarithm %2</source>
        <translation>%1, natürlicher Logarithmus %2</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 Nats</translation>
    </message>
    <message>
        <source>Of the distribution that this token was drawn from</source>
        <translation>Der Verteilung, aus der dieses Token gezogen wurde</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Its share of the batch that read the question</source>
        <translation>Sein Anteil am Stapel, der die Frage las</translation>
    </message>
    <message>
        <source>Of the step that made it</source>
        <translation>Des Schritts, der es erzeugte</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>In use after this token: %1</source>
        <translation>In Gebrauch nach diesem Token: %1</translation>
    </message>
    <message>
        <source>No candidates: this token was given, not chosen.</source>
        <translation>Keine Kandidaten: Dieses Token war gegeben, nicht gewählt.</translation>
    </message>
    <message>
        <source>No candidates: they were not recorded for this token.</source>
        <translation>Keine Kandidaten: Sie wurden für dieses Token nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>&amp;Go On with “%1”</source>
        <translation>&amp;Weiter mit „%1“</translation>
    </message>
    <message>
        <source>Strongest expert of each layer</source>
        <translation>Stärkster Experte jeder Schicht</translation>
    </message>
    <message>
        <source>Routing was not computed: the token was in the cache</source>
        <translation>Routing nicht berechnet: Das Token war im Cache</translation>
    </message>
    <message>
        <source>Layer %1, expert %2</source>
        <translation>Schicht %1, Experte %2</translation>
    </message>
    <message>
        <source>Layer %1 chose the experts %2</source>
        <translation>Schicht %1 wählte die Experten %2</translation>
    </message>
    <message>
        <source>all about each token appears</source>
        <translation>erscheint hier alles über jedes Token</translation>
    </message>
    <message>
        <source>What could have stood here; choose one to go on with it</source>
        <translation>Was hier hätte stehen können; eines wählen, um damit weiterzumachen</translation>
    </message>
    <message>
        <source>What could have stood here</source>
        <translation>Was hier hätte stehen können</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>That you gave it: Edit, Label Tokens</source>
        <translation>Die Sie vergeben haben: Bearbeiten, Token benennen</translation>
    </message>
</context>
<context>
    <name>deepscope::TokenExpertsView</name>
    <message>
        <source>Experts of the focused token</source>
        <translation>Experten des fokussierten Tokens</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>Layer %1, %2</source>
        <translation>Schicht %1, %2</translation>
    </message>
    <message>
        <source>Expert %1</source>
        <translation>Experte %1</translation>
    </message>
    <message>
        <source> (by bias)</source>
        <translation> (durch Bias)</translation>
    </message>
    <message>
        <source>Layer %1, expert %2: weight %3</source>
        <translation>Schicht %1, Experte %2: Gewicht %3</translation>
    </message>
    <message>
        <source>; without the selection bias another would be chosen</source>
        <translation>; ohne den Auswahl-Bias würde ein anderer gewählt</translation>
    </message>
    <message>
        <source>All that layer %1 weighed: affinity and bias</source>
        <translation>Alle, die Schicht %1 abwog: Affinität und Bias</translation>
    </message>
    <message>
        <source>All that layer %1 weighed: affinity</source>
        <translation>Alle, die Schicht %1 abwog: Affinität</translation>
    </message>
    <message>
        <source> (group out)</source>
        <translation> (Gruppe draußen)</translation>
    </message>
    <message>
        <source> (but for bias)</source>
        <translation> (nur am Bias gescheitert)</translation>
    </message>
    <message>
        <source> (the newest)</source>
        <translation> (das neueste)</translation>
    </message>
    <message>
        <source>Its routing was not computed: it was in the cache from an earlier question.</source>
        <translation>Sein Routing wurde nicht berechnet: Es war von einer früheren Frage im Cache.</translation>
    </message>
    <message>
        <source>Shared: %1</source>
        <translation>Geteilt: %1</translation>
    </message>
    <message>
        <source>always on</source>
        <translation>immer an</translation>
    </message>
    <message>
        <source>Layer %1: every token uses the shared experts; no router weighs them</source>
        <translation>Schicht %1: Jedes Token nutzt die geteilten Experten; kein Router wägt sie ab</translation>
    </message>
    <message>
        <source>It was in the cache from an earlier question: its routing is read back now.</source>
        <translation>Es war von einer früheren Frage im Cache: Sein Routing ist jetzt nachgelesen.</translation>
    </message>
    <message>
        <source>The routers are asked when the answer has ended.</source>
        <translation>Die Router werden gefragt, wenn die Antwort zu Ende ist.</translation>
    </message>
    <message>
        <source>Asking the routers of this token …</source>
        <translation>Die Router dieses Tokens werden gefragt …</translation>
    </message>
    <message>
        <source>Choose a layer to see all that its router weighed.</source>
        <translation>Eine Schicht wählen, um alles zu sehen, was ihr Router abwog.</translation>
    </message>
    <message>
        <source>Layer %1 is dense: it has no router.</source>
        <translation>Schicht %1 ist dicht: Sie hat keinen Router.</translation>
    </message>
    <message>
        <source>Layer %1, expert %2: affinity %3, bias %4, score %5, logit %6</source>
        <translation>Schicht %1, Experte %2: Affinität %3, Bias %4, Punkte %5, Logit %6</translation>
    </message>
    <message>
        <source>; share of the chosen affinities %1</source>
        <translation>; Anteil an den gewählten Affinitäten %1</translation>
    </message>
    <message>
        <source>; weight %1</source>
        <translation>; Gewicht %1</translation>
    </message>
    <message>
        <source>; the first one left out, by %1</source>
        <translation>; der erste ausgelassene, um %1</translation>
    </message>
    <message>
        <source>Groups of layer %1: %2 of %3 kept</source>
        <translation>Gruppen von Schicht %1: %2 von %3 behalten</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>Gruppe %1</translation>
    </message>
    <message>
        <source>Group %1 (out)</source>
        <translation>Gruppe %1 (draußen)</translation>
    </message>
    <message>
        <source>Layer %1, group %2, experts %3 to %4: score %5, kept</source>
        <translation>Schicht %1, Gruppe %2, Experten %3 bis %4: Punkte %5, behalten</translation>
    </message>
    <message>
        <source>Layer %1, group %2, experts %3 to %4: score %5, out</source>
        <translation>Schicht %1, Gruppe %2, Experten %3 bis %4: Punkte %5, draußen</translation>
    </message>
    <message>
        <source> (margin %1)</source>
        <translation> (Vorsprung %1)</translation>
    </message>
    <message>
        <source>; the last one kept, by a margin of %1</source>
        <translation>; die letzte behaltene, mit einem Vorsprung von %1</translation>
    </message>
    <message>
        <source> (off)</source>
        <translation> (aus)</translation>
    </message>
    <message>
        <source>no score</source>
        <translation>ohne Punkte</translation>
    </message>
    <message>
        <source>Layer %1, group %2, experts %3 to %4: too few of them are on for a score</source>
        <translation>Schicht %1, Gruppe %2, Experten %3 bis %4: zu wenige davon sind eingeschaltet, um Punkte zu haben</translation>
    </message>
</context>
<context>
    <name>deepscope::TokenGrounds</name>
    <message>
        <source>Tokens are coloured by %1; point at one to read it.</source>
        <translation>Token sind gefärbt nach: %1; auf eines zeigen, um es zu lesen.</translation>
    </message>
    <message>
        <source>given, not drawn</source>
        <translation>gegeben, nicht gezogen</translation>
    </message>
    <message>
        <source>probability %1</source>
        <translation>Wahrscheinlichkeit %1</translation>
    </message>
    <message>
        <source>Tokens are coloured by their strongest expert in layer %1; point at one to read it.</source>
        <translation>Token sind nach ihrem stärksten Experten in Schicht %1 gefärbt; auf eines zeigen, um es zu lesen.</translation>
    </message>
</context>
<context>
    <name>deepscope::TokenPage</name>
    <message>
        <source>%1 explained: the choice has %2 bit a token, the token tells %3, by chance it would seem to tell %4</source>
        <translation>%1 erklärt: Die Wahl hat %2 Bit je Token, das Token verrät %3, durch Zufall schiene es %4 zu verraten</translation>
    </message>
    <message>
        <source>Mutual information of the token&apos;s id and of being chosen, less what is found on average when the ids are dealt out anew at random (%1 times, with a fixed seed), as a share of the entropy of being chosen.</source>
        <translation>Transinformation zwischen der Id des Tokens und dem Gewähltwerden, weniger dem, was sich im Mittel findet, wenn die Ids neu zufällig verteilt werden (%1-mal, mit festem Seed), als Anteil an der Entropie des Gewähltwerdens.</translation>
    </message>
    <message>
        <source>What the token alone explains</source>
        <translation>Was das Token allein erklärt</translation>
    </message>
    <message>
        <source>Not computed: the routing of %1 was in the cache</source>
        <translation>Nicht berechnet: Das Routing von %1 war im Cache</translation>
    </message>
    <message>
        <source>How much of the choice of experts the token alone explains, beyond chance; %1 of %2</source>
        <translation>Wie viel der Wahl der Experten das Token allein erklärt, über den Zufall hinaus; %1, %2</translation>
    </message>
    <message>
        <source>. Most come once or twice: the figures are too low rather than too high</source>
        <translation>. Die meisten kommen ein- oder zweimal vor: Die Zahlen sind eher zu niedrig als zu hoch</translation>
    </message>
    <message>
        <source>; counting, %1</source>
        <translation>; zählt, %1</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>Schicht %1</translation>
    </message>
    <message>
        <source>Experts of layer %1</source>
        <translation>Experten von Schicht %1</translation>
    </message>
    <message>
        <source>Expert %1</source>
        <translation>Experte %1</translation>
    </message>
    <message>
        <source>layer %1, all experts: </source>
        <translation>Schicht %1, alle Experten: </translation>
    </message>
    <message>
        <source>layer %1, expert %2: </source>
        <translation>Schicht %1, Experte %2: </translation>
    </message>
</context>
<context>
    <name>deepscope::TokenRowsPlot</name>
    <message>
        <source>layer %1</source>
        <translation>Schicht %1</translation>
    </message>
</context>
<context>
    <name>deepscope::TokenStrip</name>
    <message>
        <source>Colour &amp;by</source>
        <translation>&amp;Farbe nach</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Colour tokens by</source>
        <translation>Token färben nach</translation>
    </message>
    <message>
        <source>What the colour of a token&apos;s cell says</source>
        <translation>Was die Farbe der Zelle eines Tokens sagt</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Show the whole run (0)</source>
        <translation>Den ganzen Lauf zeigen (0)</translation>
    </message>
    <message>
        <source>Show the whole run</source>
        <translation>Den ganzen Lauf zeigen</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Folgen</translation>
    </message>
    <message>
        <source>Keep the newest token in view (Ctrl+End)</source>
        <translation>Das neueste Token im Blick behalten (Strg+Ende)</translation>
    </message>
    <message>
        <source>Follow the newest token</source>
        <translation>Dem neuesten Token folgen</translation>
    </message>
    <message>
        <source>Playing: %1 of %2</source>
        <translation>Abspielen: %1 von %2</translation>
    </message>
    <message>
        <source>Paused: %1 of %2</source>
        <translation>Pause: %1 von %2</translation>
    </message>
    <message>
        <source>%1, %2 selected: %3</source>
        <translation>%1, %2 gewählt: %3</translation>
    </message>
    <message>
        <source>its tokens appear</source>
        <translation>erscheinen hier seine Token</translation>
    </message>
    <message>
        <source>entropy %1 nats</source>
        <translation>Entropie %1 Nats</translation>
    </message>
    <message>
        <source>, another token would be the best</source>
        <translation>, ein anderes Token wäre das beste</translation>
    </message>
    <message>
        <source>its experts are others in layer %1</source>
        <translation>andere Experten in Schicht %1</translation>
    </message>
    <message>
        <source>Click a token to see it everywhere, drag to select a range</source>
        <translation>Ein Token anklicken, um es überall zu sehen; ziehen, um einen Bereich zu wählen</translation>
    </message>
    <message>
        <source>labelled %1</source>
        <translation>benannt %1</translation>
    </message>
    <message>
        <source>%1 of the attention of token %2</source>
        <translation>%1 der Aufmerksamkeit von Token %2</translation>
    </message>
    <message>
        <source>read again %1 nats, KL %2%3</source>
        <translation>noch einmal gelesen %1 Nats, KL %2%3</translation>
    </message>
    <message>
        <source>weight of expert %1</source>
        <translation>Gewicht von Experte %1</translation>
    </message>
    <message>
        <source>expert in layer %1</source>
        <translation>Experte in Schicht %1</translation>
    </message>
    <message>
        <source>Choose this run and another one as A and B in Compare Experts</source>
        <translation>Unter „Experten vergleichen“ diesen und einen anderen Lauf als A und B wählen</translation>
    </message>
    <message>
        <source>Routers altered: Reset</source>
        <translation>Router verändert: Zurücksetzen</translation>
    </message>
    <message>
        <source>%1 altered: Reset</source>
        <translation>%1 verändert: Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>The text was read again with %1; a click takes it back</source>
        <translation>Der Text wurde noch einmal gelesen mit %1; ein Klick nimmt es zurück</translation>
    </message>
    <message>
        <source>This model has no experts</source>
        <translation>Dieses Modell hat keine Experten</translation>
    </message>
    <message>
        <source>Only runs of models with experts can be compared</source>
        <translation>Nur Läufe von Modellen mit Experten können verglichen werden</translation>
    </message>
</context>
<context>
    <name>deepscope::TokenStripPlot</name>
    <message>
        <source>Token strip</source>
        <translation>Tokenleiste</translation>
    </message>
    <message>
        <source>One cell a token. Arrow keys move the focus, Page keys by phase; with Shift they choose a range.</source>
        <translation>Eine Zelle je Token. Pfeiltasten bewegen den Fokus, Bildtasten phasenweise; mit Umschalt wählen sie einen Bereich.</translation>
    </message>
    <message>
        <source>%1, a control token: it steers the model and is not text</source>
        <translation>%1, ein Steuertoken: Es steuert das Modell und ist kein Text</translation>
    </message>
    <message>
        <source>%1 against run %2</source>
        <translation>%1 gegenüber Lauf %2</translation>
    </message>
</context>
<context>
    <name>deepscope::TokenTextView</name>
    <message>
        <source>&amp;Open Link</source>
        <translation>Link ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation>&amp;Link kopieren</translation>
    </message>
    <message>
        <source>Copy Co&amp;de</source>
        <translation>Co&amp;de kopieren</translation>
    </message>
</context>
<context>
    <name>deepscope::TurnView</name>
    <message>
        <source>Question asked</source>
        <translation>Gestellte Frage</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Bewerten</translation>
    </message>
    <message>
        <source>Say what the right answer is, and see what R1&apos;s rules would give for these</source>
        <translation>Die richtige Antwort angeben und sehen, was die Regeln von R1 für diese gäben</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Change the question; the answer becomes another version of this turn</source>
        <translation>Die Frage ändern; die Antwort wird eine weitere Version dieser Runde</translation>
    </message>
</context>
<context>
    <name>deepscope::VersionWalker</name>
    <message>
        <source>The version before</source>
        <translation>Die vorige Version</translation>
    </message>
    <message>
        <source>The next version</source>
        <translation>Die nächste Version</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Version %1 von %2</translation>
    </message>
</context>
<context>
    <name>deepscope::Workbench</name>
    <message>
        <source>Reading the question</source>
        <translation>Frage wird gelesen</translation>
    </message>
    <message>
        <source>Deepscope default</source>
        <translation>Deepscope-Standard</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>%1 wird geladen</translation>
    </message>
    <message>
        <source>Saved the run to %1.</source>
        <translation>Lauf in %1 gespeichert.</translation>
    </message>
    <message>
        <source>Another model is being loaded.</source>
        <translation>Ein anderes Modell wird geladen.</translation>
    </message>
    <message>
        <source>The model is being loaded.</source>
        <translation>Das Modell wird geladen.</translation>
    </message>
    <message>
        <source>The model is being closed.</source>
        <translation>Das Modell wird geschlossen.</translation>
    </message>
    <message>
        <source>No model is loaded, so nothing can be asked; recorded runs can be opened and explored.</source>
        <translation>Es ist kein Modell geladen, also kann nichts gefragt werden; aufgezeichnete Läufe können geöffnet und erkundet werden.</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Denkt</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Antwortet</translation>
    </message>
    <message>
        <source>%1 answers: %2 done</source>
        <translation>%1 Antworten: %2 fertig</translation>
    </message>
    <message>
        <source>Only a question that was asked here can be answered again.</source>
        <translation>Nur eine Frage, die hier gestellt wurde, kann erneut beantwortet werden.</translation>
    </message>
    <message>
        <source>The model that answered is not open.</source>
        <translation>Das Modell, das antwortete, ist nicht geöffnet.</translation>
    </message>
    <message>
        <source>An answer is under way.</source>
        <translation>Eine Antwort läuft gerade.</translation>
    </message>
    <message>
        <source>Only what was asked here can have another version.</source>
        <translation>Nur was hier gefragt wurde, kann eine weitere Version haben.</translation>
    </message>
    <message>
        <source>The model that answered, %1, is not open.</source>
        <translation>Das Modell, das antwortete, %1, ist nicht geöffnet.</translation>
    </message>
    <message>
        <source>Only the last question of a chat can be answered again.</source>
        <translation>Nur die letzte Frage eines Chats kann nochmals beantwortet werden.</translation>
    </message>
</context>
</TS>
