<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>deepscope</name>
    <message numerus="yes">
        <source>%1 %2 token(s)</source>
        <translation>
            <numerusform>%1 %2 token</numerusform>
            <numerusform>%1 %2 tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 attachment(s)</source>
        <translation>
            <numerusform>%1 attachment</numerusform>
            <numerusform>%1 attachments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 system or tool message(s)</source>
        <translation>
            <numerusform>%1 system or tool message</numerusform>
            <numerusform>%1 system or tool messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 changed question(s)</source>
        <translation>
            <numerusform>%1 changed question</numerusform>
            <numerusform>%1 changed questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 empty or too long chat(s)</source>
        <translation>
            <numerusform>%1 empty or too long chat</numerusform>
            <numerusform>%1 empty or too long chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %1 token(s)</source>
        <translation>
            <numerusform>all %1 token</numerusform>
            <numerusform>all %1 tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation>
            <numerusform>%1 byte</numerusform>
            <numerusform>%1 bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 change(s)</source>
        <translation>
            <numerusform>%1 change</numerusform>
            <numerusform>%1 changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 chat(s)</source>
        <translation>
            <numerusform>%1 chat</numerusform>
            <numerusform>%1 chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 earlier turn(s)</source>
        <translation>
            <numerusform>%1 earlier turn</numerusform>
            <numerusform>%1 earlier turns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 expert(s)</source>
        <translation>
            <numerusform>%1 expert</numerusform>
            <numerusform>%1 experts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 head(s)</source>
        <translation>
            <numerusform>%1 head</numerusform>
            <numerusform>%1 heads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 key/value head(s)</source>
        <translation>
            <numerusform>%1 key/value head</numerusform>
            <numerusform>%1 key/value heads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 kind(s)</source>
        <translation>
            <numerusform>%1 kind</numerusform>
            <numerusform>%1 kinds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 layer(s)</source>
        <translation>
            <numerusform>%1 layer</numerusform>
            <numerusform>%1 layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 message(s)</source>
        <translation>
            <numerusform>%1 message</numerusform>
            <numerusform>%1 messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 model(s)</source>
        <translation>
            <numerusform>%1 model</numerusform>
            <numerusform>%1 models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 page(s)</source>
        <translation>
            <numerusform>%1 page</numerusform>
            <numerusform>%1 pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 question(s)</source>
        <translation>
            <numerusform>%1 question</numerusform>
            <numerusform>%1 questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 step(s)</source>
        <translation>
            <numerusform>%1 step</numerusform>
            <numerusform>%1 steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 token(s)</source>
        <translation>
            <numerusform>%1 token</numerusform>
            <numerusform>%1 tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 turn(s)</source>
        <translation>
            <numerusform>%1 turn</numerusform>
            <numerusform>%1 turns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Room for %1 such context(s) would fit.</source>
        <translation>
            <numerusform>Room for %1 such context would fit.</numerusform>
            <numerusform>Room for %1 such contexts would fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 state(s)</source>
        <translation>
            <numerusform>%1 state</numerusform>
            <numerusform>%1 states</numerusform>
        </translation>
    </message>
</context>
</TS>
