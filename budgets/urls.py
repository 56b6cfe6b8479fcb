from django.urls import path

from budgets.views import following, introducing, money, persons, stating, stopping

app_name = "budgets"
urlpatterns = [
    path("introductions/", following.index, name="introductions"),
    path("introductions/new/", introducing.begin, name="begin"),
    path("introductions/<uuid:pk>/", following.detail, name="introduction"),
    path("introductions/<uuid:pk>/take-over/", following.take_over, name="take-over"),
    path("introductions/<uuid:pk>/needs/", introducing.needs, name="needs"),
    path("introductions/<uuid:pk>/choose/", introducing.choose, name="choose"),
    path("introductions/<uuid:pk>/agreed/", introducing.ground, name="ground"),
    path("introductions/<uuid:pk>/send/", introducing.send, name="send"),
    path("introductions/<uuid:pk>/outcome/", following.outcome, name="outcome"),
    path("introductions/<uuid:pk>/withdraw/", following.withdraw, name="withdraw"),
    path("introductions/<uuid:pk>/no-match/", following.no_match, name="no-match"),
    path("my/introductions/", stopping.mine, name="about-me"),
    path("my/introductions/<uuid:pk>/", stopping.about_me, name="about-me-one"),
    path("introduced/<str:secret>/", stopping.introduced, name="introduced"),
    path("people/", persons.index, name="persons"),
    path("people/<uuid:pk>/", persons.detail, name="person"),
    path("people/<uuid:pk>/change/", persons.change, name="change-person"),
    path("people/<uuid:pk>/hand-over/", persons.hand_over, name="hand-over"),
    path("people/<uuid:pk>/money/", money.money, name="money"),
    path("people/<uuid:pk>/money/set/", money.set_budget, name="set-budget"),
    path("my/money/", money.my_money, name="my-money"),
    path("my/money/statement/", stating.my_statement, name="my-statement"),
    path("people/<uuid:pk>/money/statement/", stating.statement, name="statement"),
    path("my/money.csv", money.my_money_file, name="my-money-file"),
    path("money/", money.to_agree, name="to-agree"),
    path("money/<uuid:pk>/", money.agree, name="agree-budget"),
    path("money/<uuid:pk>/take-back/", money.take_back, name="take-back-budget"),
    path("money/<uuid:pk>/paid/<slug:mechanism>/", money.pay, name="pay"),
    path("money/paid/<uuid:pk>/", money.unpay, name="unpay"),
    path("organisations/<uuid:pk>/limits/", money.limits, name="limits"),
]
