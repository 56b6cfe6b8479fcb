from django.urls import path

from commissioning.views import concerns, deciding, helping, needing, registers, ruling, showing

app_name = "commissioning"
urlpatterns = [
    path("what-you-need/", needing.what_you_need, name="what-you-need"),
    path("what-you-need/rules/", needing.rule_table, name="rule-table"),
    path("what-you-need/pack/", needing.pack, name="pack"),
    path("reference/given/", needing.reference_given, name="reference-given"),
    path("reference/<str:secret>/", needing.reference, name="reference"),
    path("my/checks/", showing.my_checks, name="my-checks"),
    path("my/checks/begin/<uuid:pk>/", showing.begin, name="begin-checks"),
    path("my/checks/<uuid:pk>/", showing.my_case, name="my-case"),
    path("my/checks/<uuid:pk>/questions/", showing.circumstances, name="circumstances"),
    path("my/checks/<uuid:pk>/share/", showing.share, name="share"),
    path("my/checks/<uuid:pk>/show/<slug:what>/", showing.show, name="show"),
    path("my/checks/<uuid:pk>/people/", helping.people, name="people"),
    path("my/checks/<uuid:pk>/people/<uuid:worker>/", helping.leave, name="leave"),
    path("my/checks/<uuid:pk>/papers/", helping.papers, name="my-papers"),
    path("my/checks/<uuid:pk>/papers/<uuid:evidence>/", helping.take_back, name="take-back"),
    path("my/checks/<uuid:pk>/answer/<uuid:requirement>/", showing.answer, name="answer"),
    path("papers/<uuid:pk>/", showing.paper, name="paper"),
    path("cases/", deciding.queue, name="queue"),
    path("cases/waivers/", deciding.waivers, name="waivers"),
    path("cases/waivers/<uuid:pk>/", deciding.waiver, name="waiver"),
    path("cases/<uuid:pk>/", deciding.case, name="case"),
    path("cases/<uuid:pk>/<uuid:requirement>/", deciding.check, name="check"),
    path("councils/<uuid:pk>/rules/", ruling.rules, name="rules"),
    path("cases/register/", registers.matches, name="register"),
    path("cases/register/<uuid:pk>/", registers.match, name="register-match"),
    path("services/<uuid:pk>/concern/", concerns.raise_concern, name="raise-concern"),
    path("services/<uuid:pk>/suspend/", concerns.suspend, name="suspend"),
    path("concerns/", concerns.concerns, name="concerns"),
    path("concerns/<uuid:pk>/", concerns.concern, name="concern"),
    path("suspensions/<uuid:pk>/", concerns.suspension, name="suspension"),
    path("councils/<uuid:pk>/safeguarding/", concerns.route, name="safeguarding-route"),
]
